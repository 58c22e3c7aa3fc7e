package io.devbench.task

import com.google.gson.stream.JsonWriter
import io.devbench.protocol.Answer
import io.devbench.protocol.FeatureExtractionSettings
import io.devbench.protocol.JsonObject
import io.devbench.protocol.Pooling
import io.devbench.protocol.finiteOrNull
import io.devbench.tokenize.Tokenizer
import kotlin.math.sqrt

/** A text becomes a vector. */
class FeatureExtraction(private val settings: FeatureExtractionSettings, private val sequenceLength: Int) : Task {
    override val name = "feature-extraction"
    override val outputRoles = listOf(EMBEDDING)
    override val minSequenceLength = 3

    override fun read(row: JsonObject): Example = Passage(row.string("id"), row.text("text"))

    override fun accepts(role: String, shape: IntArray) = when (settings.pooling) {
        Pooling.NONE -> shape.size == 2 && shape[0] == 1
        Pooling.MEAN, Pooling.CLS -> shape.size == 3 && shape[0] == 1 && shape[1] == sequenceLength
    }

    private inner class Passage(override val id: String, private val text: Text) : Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample {
            val tokens = text.tokens(tokenizer)
            val kept = minOf(tokens.size, sequenceLength - 2)
            val row = Row(TextEncoding.single(tokenizer, tokens.ids, kept))
            return EncodedPassage(Window(row), truncated = kept < tokens.size)
        }
    }

    private inner class EncodedPassage(private val window: Window, override val truncated: Boolean) : EncodedExample {
        override val windows = listOf(window)
        private lateinit var vector: FloatArray

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val values = outputs.getValue(EMBEDDING)
            val size = values.size / sequenceLength
            vector = when (settings.pooling) {
                Pooling.NONE -> values.copyOf()
                Pooling.CLS -> values.copyOf(size)
                Pooling.MEAN -> mean(values, size, this.window.tokenIds.size)
            }
            if (settings.normalize) normalize(vector)
        }

        override fun answer() = Answer { json ->
            json.beginObject().name("vector").beginArray()
            for (value in vector) json.finiteOrNull(value)
            json.endArray().endObject()
        }
    }

    /** Of the first [positions] rows of [size] values. */
    private fun mean(values: FloatArray, size: Int, positions: Int): FloatArray {
        val mean = FloatArray(size)
        for (position in 0 until positions) {
            for (index in 0 until size) mean[index] += values[position * size + index]
        }
        for (index in 0 until size) mean[index] /= positions.toFloat()
        return mean
    }

    private fun normalize(vector: FloatArray) {
        var squares = 0f
        for (value in vector) squares += value * value
        val norm = sqrt(squares)
        for (index in vector.indices) vector[index] /= norm
    }

    private companion object {
        const val EMBEDDING = "embedding"
    }
}
