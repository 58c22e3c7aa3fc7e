package io.devbench.tokenize

import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.NotUtf8Exception
import io.devbench.protocol.forEachLine
import java.io.File
import java.io.IOException

/** The tokens of a checkpoint and their ids. */
class Vocabulary(private val tokens: List<String>) {
    internal val trie = Trie()

    init {
        tokens.forEachIndexed { id, token -> trie.put(token, id) }
    }

    /** Null where there is no such token. */
    fun idOf(token: String): Int? {
        val node = trie.find(token)
        return if (node == Trie.NONE || trie.value(node) == Trie.NONE) null else trie.value(node)
    }

    /** Throws [Failure] if there is no such token. */
    fun requireId(token: String): Int =
        idOf(token) ?: throw Failure(FailureCode.BAD_VOCABULARY, "The vocabulary has no $token.")

    /** Null where there is no such id. */
    fun tokenOf(id: Int): String? = tokens.getOrNull(id)

    companion object {
        /** Reads a `vocab.txt`: a token a line, the line's number is its id; of equal tokens the last counts. */
        fun read(file: File): Vocabulary {
            val tokens = ArrayList<String>()
            try {
                forEachLine(file) { _, line -> tokens.add(line.removeSuffix("\r")) }
            } catch (broken: NotUtf8Exception) {
                throw unusable(file, "is not UTF-8 in line ${broken.line}")
            } catch (unreadable: IOException) {
                throw unusable(file, "cannot be read: ${unreadable.message}")
            }
            return Vocabulary(tokens)
        }

        private fun unusable(file: File, why: String) =
            Failure(FailureCode.BAD_VOCABULARY, "The vocabulary ${file.name} $why.")
    }
}
