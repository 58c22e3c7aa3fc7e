package io.devbench.protocol

import io.devbench.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

class JobTest {
    @Test
    fun `reads the job that the host writes`() {
        val job = read("job-question-answering.json")
        val task = job.task as TaskSettings.QuestionAnswering
        assertEquals(listOf("0.0.0", "20261120-Ω"), listOf(job.protocol, job.id))
        assertEquals(listOf("model.tflite", "vocab.txt"), listOf(job.model, job.vocabulary))
        assertEquals(listOf(4, 10, true), listOf(task.stride, task.maxAnswerTokens, task.allowNoAnswer))
        assertEquals(listOf(16, 4, 3), listOf(job.sequenceLength, job.threads, job.recordOutputs))
        assertEquals(listOf("serving_default", "libtensorflowlite_jni.so"), listOf(job.signature, job.nativeLibrary))
        assertEquals(listOf("attention_mask", "input_ids", "token_type_ids"), job.inputs.map { it.role })
        assertEquals(listOf("serving_end_logits", "serving_start_logits"), job.outputs.map { it.name })
        assertEquals(listOf(1, 0, 2), job.inputs.map { it.index })
        assertEquals("2 1000 9000000000000", with(job.warmUp) { "$minRuns $minNs $maxNs" })
        assertEquals("5 2000 8000000000000", with(job.measure) { "$minInvokes $minNs $maxNs" })
        assertEquals("examples.jsonl out/result.jsonl outputs.bin", with(job) { "$examples $result $outputsFile" })
    }

    @Test
    fun `reads the tokenizer's settings`() {
        val settings = read("job-question-answering.json").tokenizer
        assertEquals(listOf("basic", "wordpiece"), listOf(settings.wordTokenizer, settings.subwordTokenizer))
        assertEquals("false false true false", with(settings) { "$lowercase $stripAccents $splitCjk $nfkc" })
        assertEquals(50, settings.maxWordChars)
        assertEquals(
            listOf("<unk>", "[CLS]", "[SEP]", "[PAD]", "[MASK]"),
            with(settings) { listOf(unkToken, clsToken, sepToken, padToken, maskToken) },
        )
        assertNull(settings.dictionary)
    }

    @Test
    fun `reads a job without signature and with other settings`() {
        val job = read("job-feature-extraction.json")
        val task = job.task as TaskSettings.FeatureExtraction
        assertEquals(listOf(TaskSettings.Pooling.MEAN, true), listOf(task.pooling, task.normalize))
        assertEquals(listOf<Any>(1, -1), listOf(job.threads, job.recordOutputs))
        assertNull(job.signature)
        assertNull(job.nativeLibrary)
    }

    private fun read(name: String) = Job.of(JsonObject.parse(Vectors.file("protocol/$name").readText()))
}
