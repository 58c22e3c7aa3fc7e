package io.devbench.protocol

import com.google.gson.stream.JsonWriter
import io.devbench.model.Binding
import io.devbench.model.LoadedModel
import io.devbench.model.OperatorTime
import io.devbench.model.Runtime
import io.devbench.model.Tensor

/** A line of the result. */
sealed class ResultRecord(tag: String) : Message("record", tag)

class HeaderRecord(
    private val job: Job,
    private val model: LoadedModel,
    private val platform: Map<String, String>,
    private val loadNs: Long,
    private val firstInferenceNs: Long,
) : ResultRecord("header") {
    override fun writeMembers(json: JsonWriter) {
        json.name("protocol").value(PROTOCOL_VERSION).name("job").value(job.id)
        json.name("runtime").beginObject()
        json.name("name").value(model.runtime.name)
        json.name("version").value(model.runtime.version)
        json.name("delegate").value(model.runtime.delegate)
        model.runtime.nodes?.let { json.name("nodes").value(it) }
        model.runtime.delegatedNodes?.let { json.name("delegated_nodes").value(it) }
        json.endObject()
        json.name("platform").beginObject()
        for ((name, value) in platform) json.name(name).value(value)
        json.endObject()
        json.name("threads").value(job.threads).name("binding").value(model.binding.wireName)
        json.name("load_ns").value(loadNs).name("first_inference_ns").value(firstInferenceNs)
        writeTensors(json.name("inputs"), model.inputs)
        writeTensors(json.name("outputs"), model.outputs)
    }

    private fun writeTensors(json: JsonWriter, tensors: List<Tensor>) {
        json.beginArray()
        for (tensor in tensors) {
            json.beginObject().name("name").value(tensor.name).name("shape").integers(tensor.shape)
            json.name("dtype").value(tensor.type.dtype).endObject()
        }
        json.endArray()
    }
}

class WarmUpRecord(val runs: Int, private val elapsedNs: Long, val converged: Boolean) : ResultRecord("warmup") {
    override fun writeMembers(json: JsonWriter) {
        json.name("runs").value(runs).name("elapsed_ns").value(elapsedNs).name("converged").value(converged)
    }
}

/** A raw output: float32 values of [shape], little-endian, from byte [offset] of the outputs file. */
class OutputSlice(val role: String, val shape: IntArray, val offset: Long)

/** One invoke: token ids without padding, and its raw outputs where they were asked for. */
class WindowRecord(val tokenIds: IntArray, val outputs: List<OutputSlice>)

/** A task's answer writes itself as one JSON object. */
fun interface Answer {
    fun write(json: JsonWriter)
}

class ExampleRecord(
    private val index: Int,
    private val id: String,
    private val windows: List<WindowRecord>,
    private val answer: Answer,
    private val truncated: Boolean,
) : ResultRecord("example") {
    override fun writeMembers(json: JsonWriter) {
        json.name("index").value(index).name("id").value(id)
        json.name("windows").beginArray()
        for (window in windows) write(window, json)
        json.endArray()
        answer.write(json.name("answer"))
        json.name("truncated").value(truncated)
    }

    private fun write(window: WindowRecord, json: JsonWriter) {
        json.beginObject().name("token_ids").integers(window.tokenIds).name("outputs").beginArray()
        for (output in window.outputs) {
            json.beginObject().name("role").value(output.role).name("shape").integers(output.shape)
            json.name("offset").value(output.offset).endObject()
        }
        json.endArray().endObject()
    }
}

/** One visit to an example. [nativeNs] is empty if the runtime has no figure of its own. */
class SampleRecord(
    private val example: Int,
    private val startNs: Long,
    private val tokenizeNs: Long,
    private val invokeNs: LongArray,
    private val nativeNs: LongArray,
    private val decodeNs: Long,
) : ResultRecord("sample") {
    override fun writeMembers(json: JsonWriter) {
        json.name("example").value(example).name("start_ns").value(startNs).name("tokenize_ns").value(tokenizeNs)
        json.name("invoke_ns").durations(invokeNs)
        if (nativeNs.isNotEmpty()) json.name("native_ns").durations(nativeNs)
        json.name("decode_ns").value(decodeNs)
    }

    private fun JsonWriter.durations(valuesNs: LongArray) {
        beginArray()
        for (valueNs in valuesNs) value(valueNs)
        endArray()
    }
}

class ProfileRecord(private val invokes: Int, private val operators: List<OperatorTime>) : ResultRecord("profile") {
    override fun writeMembers(json: JsonWriter) {
        json.name("invokes").value(invokes).name("operators").beginArray()
        for (operator in operators) {
            json.beginObject().name("name").value(operator.name).name("count").value(operator.count)
            json.name("total_ns").value(operator.totalNs).endObject()
        }
        json.endArray()
    }
}

class MemoryRecord(private val vmHwmBytes: Long?, private val vmRssBytes: Long?) : ResultRecord("memory") {
    override fun writeMembers(json: JsonWriter) {
        if (vmHwmBytes != null) json.name("vm_hwm_bytes").value(vmHwmBytes)
        if (vmRssBytes != null) json.name("vm_rss_bytes").value(vmRssBytes)
    }
}

class FooterRecord(
    private val records: Int,
    private val sha256: String,
    private val outputsBytes: Long,
    private val outputsSha256: String,
) : ResultRecord("footer") {
    override fun writeMembers(json: JsonWriter) {
        json.name("records").value(records).name("sha256").value(sha256)
        json.name("outputs_bytes").value(outputsBytes).name("outputs_sha256").value(outputsSha256)
    }
}

private fun JsonWriter.integers(values: IntArray): JsonWriter {
    beginArray()
    for (value in values) value(value.toLong())
    return endArray()
}
