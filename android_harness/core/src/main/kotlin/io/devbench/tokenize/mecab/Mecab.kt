package io.devbench.tokenize.mecab

import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import java.io.File

/**
 * MeCab's segmentation (Kudo et al. 2004) straight from its compiled dictionary, node by node as MeCab 0.996 does it:
 * ties, unknown words and all. Holds buffers: for one thread.
 */
class Mecab private constructor(
    private val folder: File,
    private val known: Lexicon,
    private val unknown: Lexicon,
    private val categories: CharacterCategories,
    costs: ConnectionCosts,
) {
    private val lattice = Lattice(costs)
    private val lookahead = Lookahead()
    private val space = categories[' '.code]
    private val unknownTokens = IntArray(categories.names.size) { category ->
        val value = unknown.find(categories.names[category])
        if (value != Lexicon.NONE) value else throw broken("has no unknown words of ${categories.names[category]}")
    }

    /** The words of `text[0 until size]`, code points without U+0000, in order as `onWord(start, end)`. Throws [Failure]. */
    fun split(text: IntArray, size: Int, onWord: (Int, Int) -> Unit) {
        try {
            lattice.begin(size, known.leftIds)
            lookahead.begin(text, size)
            for (position in 0 until size) {
                if (!lattice.isReached(position)) continue
                val first = lattice.words
                addWords(text, position, size)
                lattice.connect(position, first)
            }
        } catch (_: IndexOutOfBoundsException) {
            throw broken("is damaged: it points outside itself")
        }
        lattice.forEachBest(size, onWord)
    }

    private fun addWords(text: IntArray, position: Int, size: Int) {
        val limit = lookahead.from(position)
        var start = position
        var entry = space
        while (start < limit) {
            val next = categories[text[start]]
            if (!CharacterCategories.areAlike(entry, next)) {
                entry = next
                break
            }
            entry = next
            start++
        }
        if (start == limit) return
        val first = lattice.words
        addKnown(text, start, limit)
        if (lattice.words == first || CharacterCategories.always(entry)) addUnknown(text, start, limit, entry)
    }

    private fun addKnown(text: IntArray, start: Int, limit: Int) {
        var state = known.root
        var at = start
        while (at < limit) {
            state = after(state, text[at++])
            if (state == Lexicon.NONE) return
            val value = known.value(state)
            if (value != Lexicon.NONE) add(known, value, start, at)
        }
    }

    /** The state after the UTF-8 bytes of a code point. */
    private fun after(from: Int, codePoint: Int): Int {
        var state = from
        if (codePoint < 0x80) return known.next(state, codePoint)
        if (codePoint < 0x800) {
            state = known.next(state, 0xC0 or (codePoint ushr 6))
        } else {
            if (codePoint < 0x10000) {
                state = known.next(state, 0xE0 or (codePoint ushr 12))
            } else {
                state = known.next(state, 0xF0 or (codePoint ushr 18))
                if (state != Lexicon.NONE) state = known.next(state, 0x80 or (codePoint ushr 12 and 0x3F))
            }
            if (state != Lexicon.NONE) state = known.next(state, 0x80 or (codePoint ushr 6 and 0x3F))
        }
        return if (state == Lexicon.NONE) state else known.next(state, 0x80 or (codePoint and 0x3F))
    }

    private fun addUnknown(text: IntArray, start: Int, limit: Int, entry: Int) {
        val value = unknownTokens[CharacterCategories.category(entry)]
        val first = lattice.words
        var group = Lattice.NONE
        if (CharacterCategories.groups(entry)) {
            group = groupEnd(text, start + 1, limit, entry)
            if (group - start - 1 <= MAX_GROUP) add(unknown, value, start, group)
        }
        var end = start + 1
        for (length in 1..CharacterCategories.lengths(entry)) {
            if (end > limit || end == group) break
            add(unknown, value, start, end)
            if (end == limit || !CharacterCategories.areAlike(entry, categories[text[end]])) break
            end++
        }
        if (lattice.words == first) add(unknown, value, start, end)
    }

    /** Each character need only be like the one before it. */
    private fun groupEnd(text: IntArray, from: Int, limit: Int, entry: Int): Int {
        var last = entry
        var at = from
        while (at < limit) {
            val next = categories[text[at]]
            if (!CharacterCategories.areAlike(last, next)) break
            last = next
            at++
        }
        return at
    }

    private fun add(lexicon: Lexicon, value: Int, start: Int, end: Int) {
        val first = lexicon.first(value)
        for (token in first until first + lexicon.count(value)) {
            lattice.add(start, end, lexicon.leftId(token), lexicon.rightId(token), lexicon.cost(token))
        }
    }

    private fun broken(why: String) = Failure(FailureCode.BAD_VOCABULARY, "The MeCab dictionary ${folder.name} $why.")

    companion object {
        /** Characters of a group after its first (MeCab's max-grouping-size, by default). */
        private const val MAX_GROUP = 24

        /** Opens `sys.dic`, `unk.dic`, `char.bin` and `matrix.bin`. Throws [Failure] naming the file that is wrong. */
        fun open(folder: File): Mecab {
            fun mapped(name: String) = MappedFile(File(folder, name))
            val known = Lexicon(mapped("sys.dic"))
            val costs = ConnectionCosts(mapped("matrix.bin"), known)
            return Mecab(folder, known, Lexicon(mapped("unk.dic")), CharacterCategories(mapped("char.bin")), costs)
        }
    }
}
