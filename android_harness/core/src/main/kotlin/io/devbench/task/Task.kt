package io.devbench.task

import io.devbench.protocol.Answer
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.FeatureExtractionSettings
import io.devbench.protocol.FillMaskSettings
import io.devbench.protocol.GenerationSettings
import io.devbench.protocol.JsonObject
import io.devbench.protocol.MultipleChoiceSettings
import io.devbench.protocol.QuestionAnsweringSettings
import io.devbench.protocol.TaskSettings
import io.devbench.protocol.TextClassificationSettings
import io.devbench.protocol.TokenClassificationSettings
import io.devbench.protocol.TokenizerSettings
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Vocabulary

/** What surrounds the model. The twins of these classes are in `host/devbench/tasks/`. */
interface Task {
    val name: String
    val outputRoles: List<String>

    /** The shortest sequence that holds anything of an example. */
    val minSequenceLength: Int

    /** Of every input that holds [length] tokens. */
    fun inputShape(length: Int): IntArray = intArrayOf(1, length)

    /** Throws [io.devbench.protocol.JsonException] where the row is not of the task. */
    fun read(row: JsonObject): Example

    /** Whether an output tensor of this shape can play the role. */
    fun accepts(role: String, shape: IntArray): Boolean
}

/** One row of data. */
interface Example {
    val id: String

    /** Throws [Failure] where the tokens are not what the task needs. */
    fun encode(tokenizer: Tokenizer): EncodedExample
}

/** One example on its way through the model. */
interface EncodedExample {
    val windows: List<Window>
    val truncated: Boolean

    /** What a decoder goes on with; null where it is at its end, and where there is no decoder. */
    val nextToken: Int? get() = null

    /** Takes the raw outputs of a window, or of a decoder's step, by role. They come in turn, each once. */
    fun decode(window: Int, outputs: Map<String, FloatArray>)

    /** After all windows. */
    fun answer(): Answer
}

/** Tokens without padding: of type 0 before position [typeOneFrom], then of type 1. */
class Row(val tokenIds: IntArray, val typeOneFrom: Int = tokenIds.size)

/** The input of one invoke. [outputPosition]: the only one whose outputs are needed; null: all are. */
class Window(val rows: List<Row>, val outputPosition: Int? = null) {
    constructor(row: Row, outputPosition: Int? = null) : this(listOf(row), outputPosition)

    /** Of all rows, one after the other. */
    val tokenIds: IntArray get() = rows.singleOrNull()?.tokenIds ?: joined()

    private fun joined(): IntArray {
        val ids = IntArray(rows.sumOf { it.tokenIds.size })
        var at = 0
        for (row in rows) {
            row.tokenIds.copyInto(ids, at)
            at += row.tokenIds.size
        }
        return ids
    }
}

/** [decoderLength]: how many tokens the job's decoder reads, null where it has none. Throws [Failure]. */
fun createTask(
    settings: TaskSettings,
    sequenceLength: Int,
    decoderLength: Int?,
    tokenizer: TokenizerSettings,
    vocabulary: Vocabulary,
): Task = when (settings) {
    is QuestionAnsweringSettings -> QuestionAnswering(settings, sequenceLength)

    is FeatureExtractionSettings -> FeatureExtraction(settings, sequenceLength)

    is TextClassificationSettings -> TextClassification(settings, sequenceLength)

    is TokenClassificationSettings -> TokenClassification(settings, sequenceLength)

    is MultipleChoiceSettings -> MultipleChoice(settings, sequenceLength)

    is FillMaskSettings -> FillMask(settings, sequenceLength, tokenizer, vocabulary)

    is GenerationSettings -> {
        if (decoderLength == null) throw Failure(FailureCode.BAD_JOB, "The generation task needs a decoder model.")
        Generation(settings, sequenceLength, decoderLength, tokenizer, vocabulary)
    }
}

internal const val LOGITS = "logits"
