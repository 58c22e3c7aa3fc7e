package io.devbench.task

import io.devbench.protocol.Answer
import io.devbench.protocol.JsonObject
import io.devbench.protocol.TaskSettings
import io.devbench.tokenize.Tokenizer

/** What surrounds the model. The twins of these classes are in `host/devbench/tasks/`. */
interface Task {
    val name: String
    val outputRoles: List<String>

    /** The shortest sequence that holds anything of an example. */
    val minSequenceLength: Int

    /** Throws [io.devbench.protocol.JsonException] where the row is not of the task. */
    fun read(row: JsonObject): Example

    /** Whether an output tensor of this shape can play the role. */
    fun accepts(role: String, shape: IntArray): Boolean
}

/** One row of data. */
interface Example {
    val id: String

    fun encode(tokenizer: Tokenizer): EncodedExample
}

/** One example on its way through the model. */
interface EncodedExample {
    val windows: List<Window>
    val truncated: Boolean

    /** Takes the raw outputs of a window, by role. The windows come in turn, each once. */
    fun decode(window: Int, outputs: Map<String, FloatArray>)

    /** After all windows. */
    fun answer(): Answer
}

/** The input of one invoke without padding. Tokens are of type 0 before position [typeOneFrom], then of type 1. */
class Window(val tokenIds: IntArray, val typeOneFrom: Int)

fun createTask(settings: TaskSettings, sequenceLength: Int): Task = when (settings) {
    is TaskSettings.QuestionAnswering -> QuestionAnswering(settings, sequenceLength)
    is TaskSettings.FeatureExtraction -> FeatureExtraction(settings, sequenceLength)
}
