package io.devbench.protocol

/** What the host asks for: the table in docs/protocol.md. */
class Job private constructor(
    val protocol: String,
    val id: String,
    val task: TaskSettings,
    val model: String,
    val vocabulary: String,
    val tokenizer: TokenizerSettings,
    val sequenceLength: Int,
    val signature: String?,
    val inputs: List<TensorBinding>,
    val outputs: List<TensorBinding>,
    val threads: Int,
    val warmUp: WarmUpSettings,
    val measure: MeasureSettings,
    val recordOutputs: Int,
    val nativeLibrary: String?,
    val examples: String,
    val result: String,
    val outputsFile: String,
) {
    companion object {
        /** Throws [JsonException]. */
        fun of(json: JsonObject) = Job(
            protocol = json.string("protocol"),
            id = json.string("id"),
            task = TaskSettings.of(json.objectAt("task")),
            model = json.string("model"),
            vocabulary = json.string("vocabulary"),
            tokenizer = TokenizerSettings.of(json.objectAt("tokenizer")),
            sequenceLength = json.int("sequence_length", least = 1),
            signature = json.stringOrNull("signature"),
            inputs = json.objects("inputs").map(TensorBinding::of),
            outputs = json.objects("outputs").map(TensorBinding::of),
            threads = json.int("threads", least = 1),
            warmUp = WarmUpSettings.of(json.objectAt("warmup")),
            measure = MeasureSettings.of(json.objectAt("measure")),
            recordOutputs = json.int("record_outputs", least = -1),
            nativeLibrary = json.stringOrNull("native_library"),
            examples = json.stringOrNull("examples") ?: "examples.jsonl",
            result = json.stringOrNull("result") ?: "result.jsonl",
            outputsFile = json.stringOrNull("outputs_file") ?: "outputs.bin",
        )
    }
}

/** Which tensor plays [role]: [name] within the signature, [index] where the model has no signature. */
class TensorBinding(val role: String, val name: String, val index: Int) {
    companion object {
        fun of(json: JsonObject) = TensorBinding(json.string("role"), json.string("name"), json.int("index"))
    }
}

class WarmUpSettings(val minRuns: Int, val minNs: Long, val maxNs: Long) {
    companion object {
        fun of(json: JsonObject) = WarmUpSettings(json.int("min_runs"), json.long("min_ns"), json.long("max_ns"))
    }
}

class MeasureSettings(val minInvokes: Int, val minNs: Long, val maxNs: Long) {
    companion object {
        fun of(json: JsonObject) = MeasureSettings(json.int("min_invokes"), json.long("min_ns"), json.long("max_ns"))
    }
}

class TokenizerSettings(
    val wordTokenizer: String,
    val subwordTokenizer: String,
    val lowercase: Boolean,
    val stripAccents: Boolean,
    val splitCjk: Boolean,
    val nfkc: Boolean,
    val maxWordChars: Int,
    val unkToken: String,
    val clsToken: String,
    val sepToken: String,
    val padToken: String,
    val maskToken: String,
    val dictionary: String?,
) {
    companion object {
        fun of(json: JsonObject) = TokenizerSettings(
            wordTokenizer = json.string("word_tokenizer"),
            subwordTokenizer = json.string("subword_tokenizer"),
            lowercase = json.boolean("lowercase"),
            stripAccents = json.boolean("strip_accents"),
            splitCjk = json.boolean("split_cjk"),
            nfkc = json.boolean("nfkc"),
            maxWordChars = json.int("max_word_chars"),
            unkToken = json.string("unk_token"),
            clsToken = json.string("cls_token"),
            sepToken = json.string("sep_token"),
            padToken = json.string("pad_token"),
            maskToken = json.string("mask_token"),
            dictionary = json.stringOrNull("dictionary"),
        )
    }
}

sealed class TaskSettings {
    /** [stride] is the number of context tokens that neighbouring windows share. */
    class QuestionAnswering(val stride: Int, val maxAnswerTokens: Int, val allowNoAnswer: Boolean) : TaskSettings()

    class FeatureExtraction(val pooling: Pooling, val normalize: Boolean) : TaskSettings()

    enum class Pooling { NONE, MEAN, CLS }

    companion object {
        fun of(json: JsonObject): TaskSettings = when (json.string("name")) {
            "question-answering" -> QuestionAnswering(
                stride = json.int("stride"),
                maxAnswerTokens = json.int("max_answer_tokens", least = 1),
                allowNoAnswer = json.boolean("allow_no_answer"),
            )
            "feature-extraction" -> FeatureExtraction(pooling(json), json.boolean("normalize"))
            else -> throw json.wrong("name", "is no task of this harness")
        }

        private fun pooling(json: JsonObject): Pooling = when (json.string("pooling")) {
            "none" -> Pooling.NONE
            "mean" -> Pooling.MEAN
            "cls" -> Pooling.CLS
            else -> throw json.wrong("pooling", "is not none, mean or cls")
        }
    }
}
