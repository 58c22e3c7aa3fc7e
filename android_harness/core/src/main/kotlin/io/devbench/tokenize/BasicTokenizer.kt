package io.devbench.tokenize

/**
 * BERT's BasicTokenizer (Devlin et al. 2018): cleans the text, splits it at white space, punctuation and CJK
 * characters, strips accents and takes the lower case, exactly as `tokenizers` does, its alignment included.
 */
class BasicTokenizer(lowercase: Boolean, stripAccents: Boolean, splitCjk: Boolean) : WordTokenizer {
    private val table = CharacterTable(lowercase, stripAccents, splitCjk)
    private val sequence = CombiningSequence(table)

    override fun split(text: CharArray, from: Int, until: Int, position: Int, words: Words) {
        var at = from
        var source = position
        while (at < until) {
            val codePoint = Character.codePointAt(text, at, until)
            val entry = table[codePoint]
            when (entry and CharacterTable.KIND_MASK) {
                CharacterTable.LETTER -> words.append(codePoint + (entry shr CharacterTable.KIND_BITS), source)

                CharacterTable.SPACE -> words.endRun()

                CharacterTable.ALONE -> words.appendAlone(codePoint + (entry shr CharacterTable.KIND_BITS), source)

                CharacterTable.CLEANED, CharacterTable.STRIPPED -> Unit

                else -> {
                    val next = sequence.read(text, at, until, source)
                    sequence.appendTo(words)
                    source += Character.codePointCount(text, at, next - at)
                    at = next
                    continue
                }
            }
            at += Character.charCount(codePoint)
            source++
        }
        words.endWord()
    }
}
