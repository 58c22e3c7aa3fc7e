package io.devbench.tokenize.mecab

/** How far MeCab looks ahead: 65535 bytes of UTF-8. Asked for one position after the other. */
internal class Lookahead {
    private var text = IntArray(0)
    private var size = 0
    private var start = 0
    private var end = 0
    private var bytes = 0

    fun begin(text: IntArray, size: Int) {
        this.text = text
        this.size = size
        start = 0
        end = 0
        bytes = 0
    }

    /** Where the words that begin at [position] must have ended. */
    fun from(position: Int): Int {
        while (start < position) bytes -= utf8Bytes(text[start++])
        while (end < size && bytes + utf8Bytes(text[end]) <= MAX_BYTES) bytes += utf8Bytes(text[end++])
        return end
    }

    private fun utf8Bytes(codePoint: Int) = when {
        codePoint < 0x80 -> 1
        codePoint < 0x800 -> 2
        codePoint < 0x10000 -> 3
        else -> 4
    }

    private companion object {
        const val MAX_BYTES = 65535
    }
}
