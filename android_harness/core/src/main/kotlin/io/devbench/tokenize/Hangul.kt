package io.devbench.tokenize

/** Syllables and the letters that they are made of: the Unicode Standard, section 3.12. */
internal object Hangul {
    private const val SYLLABLES = 0xAC00
    private const val COUNT = 11172
    private const val LEADING = 0x1100
    private const val LEADING_COUNT = 19
    private const val VOWELS = 0x1161
    private const val VOWEL_COUNT = 21

    /** The first is no trail: it stands for none. */
    private const val TRAILS = 0x11A7
    private const val TRAIL_COUNT = 28

    /** Null where it is no syllable. */
    fun decompose(codePoint: Int): IntArray? {
        val syllable = codePoint - SYLLABLES
        if (syllable !in 0 until COUNT) return null
        val leading = LEADING + syllable / (VOWEL_COUNT * TRAIL_COUNT)
        val vowel = VOWELS + syllable / TRAIL_COUNT % VOWEL_COUNT
        val trail = syllable % TRAIL_COUNT
        return if (trail == 0) intArrayOf(leading, vowel) else intArrayOf(leading, vowel, TRAILS + trail)
    }

    /** Null where the two do not make a syllable. */
    fun compose(first: Int, second: Int): Int? {
        val leading = first - LEADING
        val vowel = second - VOWELS
        if (leading in 0 until LEADING_COUNT && vowel in 0 until VOWEL_COUNT) {
            return SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAIL_COUNT
        }
        val syllable = first - SYLLABLES
        val trail = second - TRAILS
        val isOpen = syllable in 0 until COUNT && syllable % TRAIL_COUNT == 0
        return if (isOpen && trail in 1 until TRAIL_COUNT) first + trail else null
    }
}
