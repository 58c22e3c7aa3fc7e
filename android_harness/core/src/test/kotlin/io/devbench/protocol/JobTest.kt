package io.devbench.protocol

import io.devbench.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

class JobTest {
    @Test
    fun `reads the job that the host writes`() {
        val job = read("job-question-answering.json")
        val task = job.task as QuestionAnsweringSettings
        assertEquals(listOf("0.0.0", "20261120-Ω"), listOf(job.protocol, job.id))
        assertEquals(listOf("model.tflite", "vocab.txt"), listOf(job.model.file, job.vocabulary))
        assertEquals(listOf(4, 10, true), listOf(task.stride, task.maxAnswerTokens, task.allowNoAnswer))
        assertEquals(listOf(16, 4, 3), listOf(job.model.sequenceLength, job.threads, job.recordOutputs))
        assertEquals(
            listOf("serving_default", "libtensorflowlite_jni.so"),
            listOf(job.model.signature, job.nativeLibrary),
        )
        assertEquals(listOf("attention_mask", "input_ids", "token_type_ids"), job.model.inputs.map { it.role })
        assertEquals(listOf("serving_end_logits", "serving_start_logits"), job.model.outputs.map { it.name })
        assertEquals(listOf(1, 0, 2), job.model.inputs.map { it.index })
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
        assertEquals(
            listOf("<e1> 700 true true false false", "new 701 false false false false"),
            settings.addedTokens.map { with(it) { "$content $id $special $lstrip $rstrip $normalized" } },
        )
        assertEquals(listOf("<unk>", "[SEP]", "[CLS]", "[PAD]", "[MASK]", "<e1>"), settings.specialTokens)
        assertEquals(emptyList<AddedToken>(), read("job-feature-extraction.json").tokenizer.addedTokens)
    }

    @Test
    fun `reads a job without signature and with other settings`() {
        val job = read("job-feature-extraction.json")
        val task = job.task as FeatureExtractionSettings
        assertEquals(listOf(Pooling.MEAN, true), listOf(task.pooling, task.normalize))
        assertEquals(listOf<Any>(1, -1), listOf(job.threads, job.recordOutputs))
        assertNull(job.model.signature)
        assertNull(job.decoder)
        assertNull(job.nativeLibrary)
    }

    @Test
    fun `reads the decoder of a pair and what to generate`() {
        val job = read("job-generation.json")
        val task = job.task as GenerationSettings
        val read = with(task) { listOf(maxNewTokens, pinnedTokens, bosToken, eosTokens) }
        assertEquals(listOf(20, 5, "[CLS]", listOf("[SEP]", "[PAD]")), read)
        val decoder = job.decoder!!
        assertEquals(listOf<Any?>("decoder.tflite", 8, null), with(decoder) { listOf(file, sequenceLength, signature) })
        val roles = listOf("decoder_input_ids", "encoder_hidden_states", "encoder_attention_mask")
        assertEquals(roles, decoder.inputs.map { it.role })
        assertEquals(listOf("logits"), decoder.outputs.map { it.role })
    }

    @Test
    fun `reads the settings of the other tasks`() {
        fun task(json: String) = TaskSettings.of(JsonObject.parse(json))
        val types = mapOf(
            "single_label_classification" to ProblemType.SINGLE_LABEL,
            "multi_label_classification" to ProblemType.MULTI_LABEL,
            "regression" to ProblemType.REGRESSION,
        )
        for ((name, type) in types) {
            val json = """{"name":"text-classification","problem_type":"$name","threshold":0.25}"""
            val texts = task(json) as TextClassificationSettings
            assertEquals(type to 0.25, texts.problemType to texts.threshold)
        }
        val plain = task("""{"name":"text-classification"}""") as TextClassificationSettings
        assertEquals(ProblemType.SINGLE_LABEL to 0.5, plain.problemType to plain.threshold)
        val tokens = task("""{"name":"token-classification","labels":["O","B-人名"]}""") as TokenClassificationSettings
        assertEquals(listOf("O", "B-人名"), tokens.labels)
        assertEquals(4, (task("""{"name":"multiple-choice","choices":4}""") as MultipleChoiceSettings).choices)
        assertEquals(5, (task("""{"name":"fill-mask","top":5}""") as FillMaskSettings).top)
    }

    private fun read(name: String) = Job.of(JsonObject.parse(Vectors.file("protocol/$name").readText()))
}
