package io.devbench

import io.devbench.bench.Clock
import io.devbench.bench.GenerationPipeline
import io.devbench.bench.InputFiller
import io.devbench.bench.MeasuringLoop
import io.devbench.bench.Pipeline
import io.devbench.bench.WindowPipeline
import io.devbench.model.LoadedModel
import io.devbench.model.ModelLoader
import io.devbench.model.ModelRequest
import io.devbench.platform.Platform
import io.devbench.platform.ProcSelf
import io.devbench.protocol.EventStream
import io.devbench.protocol.Failed
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.Finished
import io.devbench.protocol.HeaderRecord
import io.devbench.protocol.Job
import io.devbench.protocol.JsonException
import io.devbench.protocol.JsonObject
import io.devbench.protocol.Loaded
import io.devbench.protocol.MemoryRecord
import io.devbench.protocol.ModelSpec
import io.devbench.protocol.NotUtf8Exception
import io.devbench.protocol.PROTOCOL_VERSION
import io.devbench.protocol.ProfileRecord
import io.devbench.protocol.ResultWriter
import io.devbench.protocol.Started
import io.devbench.protocol.Tokenize
import io.devbench.protocol.WarmedUp
import io.devbench.protocol.forEachLine
import io.devbench.task.Example
import io.devbench.task.Generation
import io.devbench.task.Task
import io.devbench.task.createTask
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Vocabulary
import java.io.Closeable
import java.io.File
import java.io.IOException
import java.io.PrintStream

/** One job from its file to its result. docs/protocol.md is the contract. */
object Harness {
    /** Returns the exit code of the process: 0 for a whole result, 1 after a `failed` event. */
    fun run(jobFile: File, loader: ModelLoader, platform: Platform, events: PrintStream): Int {
        val stream = EventStream(events)
        val failed = try {
            JobRun(readJob(jobFile), jobFile.parentFile, platform, stream).execute(loader)
            return 0
        } catch (failure: Failure) {
            Failed(failure.code, failure.message)
        } catch (_: OutOfMemoryError) {
            Failed(FailureCode.OUT_OF_MEMORY, "The harness has too little memory for this model and its examples.")
        } catch (failure: IOException) {
            Failed(FailureCode.RUNTIME, "The result cannot be written: ${failure.message}.")
        } catch (unexpected: Throwable) {
            // Android would end the process by SIGKILL, as if for memory, and tell its log alone why.
            unexpected.printStackTrace()
            Failed(FailureCode.RUNTIME, "The harness itself failed: $unexpected.")
        }
        stream.send(failed)
        return 1
    }

    private fun readJob(file: File): Job = try {
        val json = JsonObject.parse(wholeText(file))
        val protocol = json.string("protocol")
        if (protocol != PROTOCOL_VERSION) {
            throw Failure(
                FailureCode.PROTOCOL,
                "The job was written by devbench $protocol, but this harness is of devbench $PROTOCOL_VERSION.",
            )
        }
        Job.of(json)
    } catch (broken: JsonException) {
        throw Failure(FailureCode.BAD_JOB, "${file.name}: ${broken.message}.")
    } catch (unreadable: IOException) {
        throw Failure(FailureCode.BAD_JOB, "${file.name} cannot be read: ${unreadable.message}.")
    }

    private fun wholeText(file: File): String = buildString {
        forEachLine(file) { _, line -> append(line).append('\n') }
    }
}

private class JobRun(
    private val job: Job,
    private val folder: File?,
    private val platform: Platform,
    private val events: EventStream,
) {
    private val clock = Clock { platform.nanos() }

    fun execute(loader: ModelLoader) {
        events.send(Started(job.id, ProcSelf.pid()))
        for (model in listOfNotNull(job.model, job.decoder)) {
            if (!file(model.file).isFile) throw Failure(FailureCode.BAD_MODEL, "The model ${model.file} is missing.")
        }
        val vocabulary = Vocabulary.read(file(job.vocabulary), job.tokenizer.addedTokens)
        val length = job.model.sequenceLength
        val task = createTask(job.task, length, job.decoder?.sequenceLength, job.tokenizer, vocabulary)
        if (length < task.minSequenceLength) {
            val why = "${task.name} needs a sequence length of ${task.minSequenceLength}, not $length."
            throw Failure(FailureCode.BAD_JOB, why)
        }
        val requests = listOfNotNull(
            request(job.model, InputFiller.POSSIBLE.associateWith { task.inputShape(length) }),
            job.decoder?.let { request(it, GenerationPipeline.inputShapes(it.sequenceLength, length)) },
        )
        loading(job.model) { loader.loadRuntime(job.nativeLibrary?.let(::file)) }
        LoadedModels().use { models ->
            for (request in requests) loading(request.spec) { readThrough(request.file) }
            val started = clock.nanos()
            for (request in requests) models.add(loading(request.spec) { loader.load(request) })
            val loadNs = clock.nanos() - started
            measure(models, task, vocabulary, loadNs)
        }
        events.send(Finished())
    }

    /** So that loading finds the file in the page cache, in the first repeat as in the last, and on the host too. */
    private fun readThrough(file: File) {
        val buffer = ByteArray(1 shl 16)
        file.inputStream().use { stream ->
            while (stream.read(buffer) >= 0) continue
        }
    }

    private fun request(spec: ModelSpec, inputShapes: Map<String, IntArray>) =
        ModelRequest(file(spec.file), spec, job, inputShapes)

    /** The job's model and then, of a pair, the decoder. */
    private class LoadedModels : Closeable {
        private val opened = ArrayList<LoadedModel>()
        val first get() = opened[0]
        val decoder get() = opened.getOrNull(1)

        fun add(model: LoadedModel) {
            opened.add(model)
        }

        override fun close() = opened.forEach(LoadedModel::close)
    }

    private inline fun <T> loading(model: ModelSpec, step: () -> T): T = try {
        step()
    } catch (failure: Failure) {
        throw failure
    } catch (broken: Exception) {
        val why = broken.message?.trimEnd('.')
        throw Failure(FailureCode.BAD_MODEL, "The model ${model.file} cannot be loaded: $why.", broken)
    } catch (missing: LinkageError) {
        throw Failure(FailureCode.RUNTIME, "The TFLite library cannot be loaded: ${missing.message}.", missing)
    }

    private fun measure(models: LoadedModels, task: Task, vocabulary: Vocabulary, loadNs: Long) {
        val tokenizer = Tokenizer.create(job.tokenizer, vocabulary, folder)
        val examples = readExamples(task)
        val pipeline = pipeline(models.first, models.decoder, task, tokenizer)
        val idle = pipeline(Idle(models.first), models.decoder?.let(::Idle), task, tokenizer)
        val loop = MeasuringLoop(pipeline, examples, clock)
        val firstInferenceNs = pipeline.visit(examples[0], sink = null).invokeNs[0]
        loop.rehearse(idle, job.warmUp.minNs)
        events.send(Loaded(loadNs, firstInferenceNs))
        ResultWriter(file(job.result), file(job.outputsFile)).use { writer ->
            writer.write(HeaderRecord(job, models.first, platform.properties, loadNs, firstInferenceNs))
            val warmUp = loop.warmUp(job.warmUp)
            events.send(WarmedUp(warmUp.runs, warmUp.converged))
            writer.write(warmUp)
            loop.measure(job.measure, job.recordOutputs, writer, events::send)
            if (job.profile > 0) {
                models.first.profile(job.profile)?.let { writer.write(ProfileRecord(job.profile, it)) }
            }
            writer.write(MemoryRecord(ProcSelf.statusBytes("VmHWM"), ProcSelf.statusBytes("VmRSS")))
            writer.finish()
        }
    }

    /** Leaves in its outputs what they hold. */
    private class Idle(model: LoadedModel) : LoadedModel by model {
        override fun invoke() = Unit
    }

    private fun pipeline(model: LoadedModel, decoder: LoadedModel?, task: Task, tokenizer: Tokenizer): Pipeline {
        val settings = job.decoder
        return if (task is Generation && settings != null && decoder != null) {
            GenerationPipeline(job, settings, task, tokenizer, model, decoder, clock)
        } else {
            WindowPipeline(job, task, tokenizer, model, clock)
        }
    }

    private fun readExamples(task: Task): List<Example> {
        val examples = ArrayList<Example>()
        try {
            forEachLine(file(job.examples)) { number, line ->
                try {
                    val row = JsonObject.parse(line)
                    if (job.tokenize == Tokenize.HOST) row.objectAt("tokens")
                    examples.add(task.read(row))
                } catch (broken: JsonException) {
                    throw Failure(FailureCode.BAD_EXAMPLE, "${job.examples} line $number: ${broken.message}.")
                }
            }
        } catch (broken: NotUtf8Exception) {
            throw Failure(FailureCode.BAD_EXAMPLE, "${job.examples} is not UTF-8 in line ${broken.line}.")
        } catch (unreadable: IOException) {
            throw Failure(FailureCode.BAD_EXAMPLE, "${job.examples} cannot be read: ${unreadable.message}.")
        }
        if (examples.isEmpty()) throw Failure(FailureCode.BAD_EXAMPLE, "${job.examples} has no examples.")
        return examples
    }

    /** Named relative to the job's own folder: Android's `user.dir` is "/", so no absolute path is made of it. */
    private fun file(name: String) = File(folder, name)
}
