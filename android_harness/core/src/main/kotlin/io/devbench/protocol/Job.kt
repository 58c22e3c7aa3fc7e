package io.devbench.protocol

/** What the host asks for: the table in docs/protocol.md. */
class Job private constructor(
    val protocol: String,
    val id: String,
    val task: TaskSettings,
    val model: ModelSpec,
    val decoder: ModelSpec?,
    val vocabulary: String,
    val tokenizer: TokenizerSettings,
    val tokenize: Tokenize,
    val threads: Int,
    val delegate: Delegate,
    val warmUp: WarmUpSettings,
    val measure: MeasureSettings,
    val recordOutputs: Int,
    val profile: Int,
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
            model = ModelSpec.of(json.objectAt("model")),
            decoder = json.objectOrNull("decoder")?.let(ModelSpec::of),
            vocabulary = json.string("vocabulary"),
            tokenizer = TokenizerSettings.of(json.objectAt("tokenizer")),
            tokenize = Tokenize.entries.find { it.wireName == (json.stringOrNull("tokenize") ?: "device") }
                ?: throw json.wrong("tokenize", "is not device or host"),
            threads = json.int("threads", least = 1),
            delegate = Delegate.entries.find { it.wireName == (json.stringOrNull("delegate") ?: "cpu") }
                ?: throw json.wrong("delegate", "is not a delegate of this harness"),
            warmUp = WarmUpSettings.of(json.objectAt("warmup")),
            measure = MeasureSettings.of(json.objectAt("measure")),
            recordOutputs = json.int("record_outputs", least = -1),
            profile = json.intOrNull("profile") ?: 0,
            nativeLibrary = json.stringOrNull("native_library"),
            examples = json.stringOrNull("examples") ?: "examples.jsonl",
            result = json.stringOrNull("result") ?: "result.jsonl",
            outputsFile = json.stringOrNull("outputs_file") ?: "outputs.bin",
        )
    }
}

/** Who turns text into tokens; with [HOST] each example brings its own. */
enum class Tokenize(val wireName: String) { DEVICE("device"), HOST("host") }

/** What runs the operators. [CPU] is what TFLite does by itself: XNNPACK where it can. */
enum class Delegate(val wireName: String) { CPU("cpu"), XNNPACK_OFF("xnnpack-off"), NNAPI("nnapi"), GPU("gpu") }

/** A model file and how it is fed: the job's own, or the decoder of a pair. */
class ModelSpec(
    val file: String,
    val sequenceLength: Int,
    val signature: String?,
    val inputs: List<TensorBinding>,
    val outputs: List<TensorBinding>,
) {
    companion object {
        fun of(json: JsonObject) = ModelSpec(
            file = json.string("file"),
            sequenceLength = json.int("sequence_length", least = 1),
            signature = json.stringOrNull("signature"),
            inputs = json.objects("inputs").map(TensorBinding::of),
            outputs = json.objects("outputs").map(TensorBinding::of),
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

/** A token that is cut out of the text, or out of the [normalized] text, before it is split into words. */
class AddedToken(
    val content: String,
    val id: Int,
    val special: Boolean = false,
    val lstrip: Boolean = false,
    val rstrip: Boolean = false,
    val normalized: Boolean = false,
) {
    companion object {
        fun of(json: JsonObject) = AddedToken(
            content = json.string("content"),
            id = json.int("id"),
            special = json.boolean("special"),
            lstrip = json.boolean("lstrip"),
            rstrip = json.boolean("rstrip"),
            normalized = json.boolean("normalized"),
        )
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
    val addedTokens: List<AddedToken>,
) {
    val namedTokens get() = listOf(unkToken, sepToken, clsToken, padToken, maskToken)

    /** Those that are no part of a text. */
    val specialTokens get() = namedTokens + addedTokens.filter { it.special }.map { it.content }

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
            addedTokens = json.objectsOrNone("added_tokens").map(AddedToken::of),
        )
    }
}
