package io.devbench

import com.google.gson.JsonElement
import com.google.gson.JsonParser
import io.devbench.model.ElementType
import io.devbench.model.ModelLoader
import io.devbench.platform.Platform
import io.devbench.protocol.PROTOCOL_VERSION
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream

/** A job of question answering with sequences of 16 tokens, its files and what came of it. */
class JobFolder(private val folder: File) {
    var job = """
        {"protocol":"$PROTOCOL_VERSION","id":"run 1",
        "task":{"name":"question-answering","stride":2,"max_answer_tokens":5,"allow_no_answer":false,
        "null_threshold":0.0,"n_best":1},
        "model":{"file":"model.tflite","sequence_length":16,"signature":"serving_default",
        "inputs":[{"role":"token_type_ids","name":"a","index":0},{"role":"input_ids","name":"b","index":1},
        {"role":"attention_mask","name":"c","index":2}],"outputs":[{"role":"end_logits","name":"d","index":0},
        {"role":"start_logits","name":"e","index":1}]},"vocabulary":"vocab.txt","tokenizer":{"word_tokenizer":"basic",
        "subword_tokenizer":"wordpiece","lowercase":true,"strip_accents":true,"split_cjk":true,"nfkc":false,
        "max_word_chars":100,"unk_token":"[UNK]","cls_token":"[CLS]","sep_token":"[SEP]","pad_token":"[PAD]",
        "mask_token":"[MASK]","dictionary":null},"threads":4,"warmup":{"min_runs":3,"min_ns":0,"max_ns":100000},
        "measure":{"min_invokes":8,"min_ns":0,"max_ns":1000000000},"record_outputs":-1,"native_library":null}
    """.trimIndent()

    /** Two windows, then one. */
    var examples = """
        {"id":"first","question":"Who sat?","context":"a cat sat on a hat a cat sat on a hat"}
        {"id":"second","question":"Who?","context":"The Cat."}
    """.trimIndent() + "\n"
    var vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nwho\nsat\n?\na\ncat\non\nhat\nthe\n.\n"

    init {
        file("model.tflite").createNewFile()
    }

    fun file(name: String) = File(folder, name)

    class Outcome(val exitCode: Int, val events: List<JsonElement>) {
        val failure get() = events.last()
    }

    fun run(platform: Platform = FakePlatform(), loader: ModelLoader): Outcome {
        file("job.json").writeText(job)
        file("examples.jsonl").writeText(examples)
        file("vocab.txt").writeText(vocabulary)
        val bytes = ByteArrayOutputStream()
        val exitCode = Harness.run(file("job.json"), loader, platform, PrintStream(bytes))
        return Outcome(exitCode, lines(bytes.toString("UTF-8")))
    }

    fun result() = lines(file("result.jsonl").readText())

    fun records(kind: String) = result().filter { it["record"].asString == kind }

    private fun lines(text: String) = text.split("\n").dropLast(1).map(JsonParser::parseString)

    companion object {
        fun model(
            platform: FakePlatform = FakePlatform(),
            inputType: ElementType = ElementType.INT32,
            onInvoke: FakeModel.() -> Unit = {},
        ) = FakeModel(
            inputs = List(3) { tensor("in$it", inputType, 1, 16) },
            outputs = List(2) { tensor("out$it", ElementType.FLOAT32, 1, 16) },
            platform = platform,
            onInvoke = onInvoke,
        )
    }
}
