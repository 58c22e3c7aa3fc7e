package io.devbench.protocol

/** The task of a job, and its settings: the table in docs/protocol.md. */
sealed class TaskSettings {
    companion object {
        /** Throws [JsonException]. */
        fun of(json: JsonObject): TaskSettings = when (json.string("name")) {
            "question-answering" -> QuestionAnsweringSettings(
                stride = json.int("stride"),
                maxAnswerTokens = json.int("max_answer_tokens", least = 1),
                allowNoAnswer = json.boolean("allow_no_answer"),
                nullThreshold = json.double("null_threshold"),
                nBest = json.int("n_best", least = 1),
            )

            "feature-extraction" -> FeatureExtractionSettings(pooling(json), json.boolean("normalize"))

            "text-classification" -> TextClassificationSettings(
                problemType = problemType(json),
                threshold = json.doubleOrNull("threshold") ?: 0.5,
            )

            "token-classification" -> TokenClassificationSettings(json.strings("labels"))

            "multiple-choice" -> MultipleChoiceSettings(json.int("choices", least = 1))

            "fill-mask" -> FillMaskSettings(json.int("top", least = 1))

            "generation" -> GenerationSettings(
                pinnedTokens = json.int("pinned_tokens"),
                bosToken = json.string("bos_token"),
                eosTokens = json.stringOrStrings("eos_token"),
                maxNewTokens = json.int("max_new_tokens", least = 1),
                minNewTokens = json.int("min_new_tokens"),
                repetitionPenalty = json.double("repetition_penalty").toFloat(),
                noRepeatNgramSize = json.int("no_repeat_ngram_size"),
                encoderNoRepeatNgramSize = json.int("encoder_no_repeat_ngram_size"),
                forcedBosToken = json.stringOrNull("forced_bos_token"),
                forcedEosTokens = json.strings("forced_eos_tokens"),
                suppressTokens = json.strings("suppress_tokens"),
                beginSuppressTokens = json.strings("begin_suppress_tokens"),
            )

            else -> throw json.wrong("name", "is not a task of this harness")
        }

        private fun problemType(json: JsonObject): ProblemType = when (json.stringOrNull("problem_type")) {
            null, "single_label_classification" -> ProblemType.SINGLE_LABEL
            "multi_label_classification" -> ProblemType.MULTI_LABEL
            "regression" -> ProblemType.REGRESSION
            else -> throw json.wrong("problem_type", "is not a problem type of this harness")
        }

        private fun pooling(json: JsonObject): Pooling = when (json.string("pooling")) {
            "none" -> Pooling.NONE
            "mean" -> Pooling.MEAN
            "cls" -> Pooling.CLS
            else -> throw json.wrong("pooling", "is not none, mean or cls")
        }
    }
}

/**
 * [stride] is the number of context tokens that neighbouring windows share. No answer must be better than the best span
 * by more than [nullThreshold]; [nBest] answers are kept.
 */
class QuestionAnsweringSettings(
    val stride: Int,
    val maxAnswerTokens: Int,
    val allowNoAnswer: Boolean = false,
    val nullThreshold: Double = 0.0,
    val nBest: Int = 1,
) : TaskSettings()

enum class Pooling { NONE, MEAN, CLS }

class FeatureExtractionSettings(val pooling: Pooling, val normalize: Boolean) : TaskSettings()

enum class ProblemType { SINGLE_LABEL, MULTI_LABEL, REGRESSION }

/** One of several labels is given where its probability is above [threshold]. */
class TextClassificationSettings(val problemType: ProblemType, val threshold: Double) : TaskSettings()

/** [labels] are `O`, `B-x`, `I-x`, `E-x` and `S-x`, in the order of the logits. */
class TokenClassificationSettings(val labels: List<String>) : TaskSettings()

class MultipleChoiceSettings(val choices: Int) : TaskSettings()

class FillMaskSettings(val top: Int) : TaskSettings()

/** [pinnedTokens] above 0 decodes exactly so many tokens; the others mean what they mean in transformers. */
class GenerationSettings(
    val pinnedTokens: Int,
    val bosToken: String,
    val eosTokens: List<String>,
    val maxNewTokens: Int,
    val minNewTokens: Int,
    val repetitionPenalty: Float,
    val noRepeatNgramSize: Int,
    val encoderNoRepeatNgramSize: Int,
    val forcedBosToken: String?,
    val forcedEosTokens: List<String>,
    val suppressTokens: List<String>,
    val beginSuppressTokens: List<String>,
) : TaskSettings()
