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
            )

            "feature-extraction" -> FeatureExtractionSettings(pooling(json), json.boolean("normalize"))

            "text-classification" -> TextClassificationSettings()

            "token-classification" -> TokenClassificationSettings(json.strings("labels"))

            "multiple-choice" -> MultipleChoiceSettings(json.int("choices", least = 1))

            "fill-mask" -> FillMaskSettings(json.int("top", least = 1))

            "generation" -> GenerationSettings(
                maxNewTokens = json.int("max_new_tokens", least = 1),
                pinnedTokens = json.int("pinned_tokens"),
                bosToken = json.string("bos_token"),
                eosToken = json.string("eos_token"),
            )

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

/** [stride] is the number of context tokens that neighbouring windows share. */
class QuestionAnsweringSettings(val stride: Int, val maxAnswerTokens: Int, val allowNoAnswer: Boolean) : TaskSettings()

enum class Pooling { NONE, MEAN, CLS }

class FeatureExtractionSettings(val pooling: Pooling, val normalize: Boolean) : TaskSettings()

class TextClassificationSettings : TaskSettings()

/** [labels] are `O`, `B-x` and `I-x`, in the order of the logits. */
class TokenClassificationSettings(val labels: List<String>) : TaskSettings()

class MultipleChoiceSettings(val choices: Int) : TaskSettings()

class FillMaskSettings(val top: Int) : TaskSettings()

/** [pinnedTokens] above 0 decodes exactly so many tokens. */
class GenerationSettings(val maxNewTokens: Int, val pinnedTokens: Int, val bosToken: String, val eosToken: String) :
    TaskSettings()
