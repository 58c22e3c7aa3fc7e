package io.devbench.tokenize.mecab

import java.nio.ShortBuffer

/** A `matrix.bin`: what it costs that one word follows another. */
internal class ConnectionCosts(file: MappedFile, lexicon: Lexicon) {
    private val rightIds = file.short(0)
    private val costs: ShortBuffer

    init {
        val leftIds = file.short(2)
        if (rightIds != lexicon.rightIds || leftIds != lexicon.leftIds) {
            throw file.broken("has $rightIds x $leftIds costs, not ${lexicon.rightIds} x ${lexicon.leftIds}")
        }
        costs = file.part(4, 2 * rightIds * leftIds).asShortBuffer()
    }

    /** Where the costs before a word of this left context id begin. */
    fun row(leftId: Int) = rightIds * leftId

    fun cost(row: Int, rightId: Int): Int = costs.get(row + rightId).toInt()
}
