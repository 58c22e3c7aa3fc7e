package io.devbench.tokenize

import java.util.Arrays

/** Unicode as Hugging Face `tokenizers` sees it, on every Java and Android alike. Look-ups take a binary search. */
internal object Unicode {
    const val CODE_POINTS = 0x110000

    private val cleaned = Ranges(UnicodeData.CLEANED)
    private val spaces = Ranges(UnicodeData.SPACES)
    private val cjk = Ranges(UnicodeData.CJK)
    private val punctuation = Ranges(UnicodeData.PUNCTUATION)
    private val nonspacing = Ranges(UnicodeData.NONSPACING)
    private val combiningClasses = Ranges(UnicodeData.COMBINING_CLASSES, columns = 1)
    private val lowercase = Ranges(UnicodeData.LOWERCASE, columns = 2)
    private val decompositions = Sequences(UnicodeData.DECOMPOSITIONS)

    /** Control characters and others that BERT's text cleaning removes. */
    fun isCleaned(codePoint: Int) = cleaned.indexOf(codePoint) >= 0

    fun isSpace(codePoint: Int) = spaces.indexOf(codePoint) >= 0

    /** The ideographs that BERT surrounds with spaces. */
    fun isCjk(codePoint: Int) = cjk.indexOf(codePoint) >= 0

    fun isPunctuation(codePoint: Int) = punctuation.indexOf(codePoint) >= 0

    /** Of category Mn, the marks that accent stripping removes. */
    fun isNonspacing(codePoint: Int) = nonspacing.indexOf(codePoint) >= 0

    /** Canonical combining class; 0 for a starter. */
    fun combiningClass(codePoint: Int): Int {
        val range = combiningClasses.indexOf(codePoint)
        return if (range < 0) 0 else combiningClasses.value(range, 0)
    }

    /** The lower case where it is one character: all but [DOTTED_I]'s. */
    fun lowercase(codePoint: Int): Int {
        val range = lowercase.indexOf(codePoint)
        val applies = range >= 0 && (codePoint - lowercase.start(range)) % lowercase.value(range, 0) == 0
        return if (applies) codePoint + lowercase.value(range, 1) else codePoint
    }

    /** İ, whose lower case is i and a dot above. */
    const val DOTTED_I = 0x130
    val LOWERCASE_DOTTED_I = intArrayOf('i'.code, 0x307)

    /** Full canonical decomposition; null where the character stays as it is. */
    fun decompose(codePoint: Int): IntArray? {
        val syllable = codePoint - HANGUL_SYLLABLES
        return if (syllable in 0 until HANGUL_COUNT) decomposeHangul(syllable) else decompositions.find(codePoint)
    }

    /** The Unicode Standard, section 3.12. */
    private fun decomposeHangul(syllable: Int): IntArray {
        val leading = 0x1100 + syllable / (HANGUL_VOWELS * HANGUL_TRAILS)
        val vowel = 0x1161 + syllable / HANGUL_TRAILS % HANGUL_VOWELS
        val trail = syllable % HANGUL_TRAILS
        return if (trail == 0) intArrayOf(leading, vowel) else intArrayOf(leading, vowel, 0x11A7 + trail)
    }

    private const val HANGUL_SYLLABLES = 0xAC00
    private const val HANGUL_COUNT = 11172
    private const val HANGUL_VOWELS = 21
    private const val HANGUL_TRAILS = 28
}

/** Disjoint ranges of code points, each with as many values as there are [columns]. */
private class Ranges(numbers: String, private val columns: Int = 0) {
    private val starts: IntArray
    private val ends: IntArray
    private val values: IntArray

    init {
        val rows = parse(numbers)
        val width = 2 + columns
        val count = rows.size / width
        starts = IntArray(count)
        ends = IntArray(count)
        values = IntArray(columns * count)
        var end = 0
        for (range in 0 until count) {
            val row = range * width
            starts[range] = end + rows[row]
            end = starts[range] + rows[row + 1]
            ends[range] = end
            System.arraycopy(rows, row + 2, values, range * columns, columns)
        }
    }

    /** The number of the range that holds [codePoint], or -1. */
    fun indexOf(codePoint: Int): Int {
        val found = Arrays.binarySearch(starts, codePoint)
        val range = if (found >= 0) found else -found - 2
        return if (range >= 0 && codePoint < ends[range]) range else -1
    }

    fun start(range: Int) = starts[range]

    fun value(range: Int, column: Int) = values[range * columns + column]
}

/** A sequence of code points for some of the code points. */
private class Sequences(numbers: String) {
    private val keys: IntArray
    private val sequences: Array<IntArray>

    init {
        val all = parse(numbers)
        val keys = ArrayList<Int>()
        val sequences = ArrayList<IntArray>()
        var at = 0
        var next = 0
        while (at < all.size) {
            val length = all[at + 1]
            keys.add(next + all[at])
            sequences.add(all.copyOfRange(at + 2, at + 2 + length))
            next = keys.last() + 1
            at += 2 + length
        }
        this.keys = keys.toIntArray()
        this.sequences = sequences.toTypedArray()
    }

    fun find(codePoint: Int): IntArray? {
        val index = Arrays.binarySearch(keys, codePoint)
        return if (index >= 0) sequences[index] else null
    }
}

/** Numbers to base 36, separated by white space. */
private fun parse(numbers: String): IntArray {
    val parsed = ArrayList<Int>()
    var from = 0
    while (from < numbers.length) {
        var to = from
        while (numbers[to] > ' ') to++
        if (to > from) parsed.add(numbers.substring(from, to).toInt(36))
        from = to + 1
    }
    return parsed.toIntArray()
}
