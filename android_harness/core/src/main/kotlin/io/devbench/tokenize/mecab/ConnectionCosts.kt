package io.devbench.tokenize.mecab

import java.nio.ShortBuffer

/** A `matrix.bin`: what it costs that one word follows another. */
internal class ConnectionCosts(file: MappedFile, lexicon: Lexicon) {
    private val rightSize = file.short(0)
    private val costs: ShortBuffer

    init {
        // The file's first size counts the ids of words on the left, which are right context ids.
        if (rightSize != lexicon.leftSize || file.short(2) != lexicon.rightSize) {
            throw file.broken("has $rightSize x ${file.short(2)} costs, not ${lexicon.leftSize} x ${lexicon.rightSize}")
        }
        costs = file.part(4, 2 * rightSize * file.short(2)).asShortBuffer()
    }

    /** Where the costs before a word of this left context id begin. */
    fun row(leftId: Int) = rightSize * leftId

    fun cost(row: Int, rightId: Int): Int = costs.get(row + rightId).toInt()
}
