package io.devbench.protocol

import com.google.gson.stream.JsonWriter
import java.io.PrintStream

/** How the run goes on, told to the host as it happens. */
sealed class Event(tag: String) : Message("event", tag)

class Started(private val job: String, private val pid: Int?) : Event("started") {
    override fun writeMembers(json: JsonWriter) {
        json.name("protocol").value(PROTOCOL_VERSION).name("job").value(job)
        if (pid != null) json.name("pid").value(pid)
    }
}

class Loaded(private val loadNs: Long, private val firstInferenceNs: Long) : Event("loaded") {
    override fun writeMembers(json: JsonWriter) {
        json.name("load_ns").value(loadNs).name("first_inference_ns").value(firstInferenceNs)
    }
}

class WarmedUp(private val runs: Int, private val converged: Boolean) : Event("warmed-up") {
    override fun writeMembers(json: JsonWriter) {
        json.name("runs").value(runs).name("converged").value(converged)
    }
}

class Progress(private val invokes: Int, private val elapsedNs: Long, private val fraction: Double) :
    Event("progress") {
    override fun writeMembers(json: JsonWriter) {
        json.name("invokes").value(invokes).name("elapsed_ns").value(elapsedNs).name("fraction").value(fraction)
    }
}

class Finished : Event("finished") {
    override fun writeMembers(json: JsonWriter) = Unit
}

class Failed(private val code: FailureCode, private val message: String) : Event("failed") {
    override fun writeMembers(json: JsonWriter) {
        json.name("code").value(code.wireName).name("message").value(message)
    }
}

/** Writes each event at once, in UTF-8 whatever the stream's own encoding. */
class EventStream(private val stream: PrintStream) {
    fun send(event: Event) {
        val line = event.toBytes()
        stream.write(line, 0, line.size)
        stream.flush()
    }
}
