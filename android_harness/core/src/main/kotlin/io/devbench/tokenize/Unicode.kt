package io.devbench.tokenize

import io.devbench.generated.UnicodeData

/** Unicode as Hugging Face `tokenizers` sees it, on every Java and Android alike. Look-ups take a binary search. */
internal object Unicode {
    const val CODE_POINTS = 0x110000

    private val cleaned = CodePointRanges(UnicodeData.CLEANED)
    private val spaces = CodePointRanges(UnicodeData.SPACES)
    private val cjk = CodePointRanges(UnicodeData.CJK)
    private val punctuation = CodePointRanges(UnicodeData.PUNCTUATION)
    private val nonspacing = CodePointRanges(UnicodeData.NONSPACING)
    private val combiningClasses = CodePointRanges(UnicodeData.COMBINING_CLASSES, columns = 1)
    private val lowercase = CodePointRanges(UnicodeData.LOWERCASE, columns = 2)
    private val decompositions = DecompositionTable(UnicodeData.DECOMPOSITIONS)

    /** Control characters and others that BERT's text cleaning removes. */
    fun isCleaned(codePoint: Int) = codePoint in cleaned

    fun isSpace(codePoint: Int) = codePoint in spaces

    /** The ideographs that BERT surrounds with spaces. */
    fun isCjk(codePoint: Int) = codePoint in cjk

    fun isPunctuation(codePoint: Int) = codePoint in punctuation

    /** Of category Mn, the marks that accent stripping removes. */
    fun isNonspacing(codePoint: Int) = codePoint in nonspacing

    /** Canonical combining class; 0 for a starter. */
    fun combiningClass(codePoint: Int) = combiningClasses.valueOf(codePoint)

    /** The lower case where it is one character: all but [DOTTED_I]'s. */
    fun lowercase(codePoint: Int): Int = lowercase.shifted(codePoint)

    /** İ, whose lower case is i and a dot above. */
    const val DOTTED_I = 0x130
    val LOWERCASE_DOTTED_I = intArrayOf('i'.code, 0x307)

    /** Full canonical decomposition; null where the character stays as it is. */
    fun decompose(codePoint: Int): IntArray? = Hangul.decompose(codePoint) ?: decompositions.find(codePoint)
}
