package io.devbench.tokenize

import io.devbench.protocol.AddedToken
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.NotUtf8Exception
import io.devbench.protocol.forEachLine
import java.io.File
import java.io.IOException

/** The tokens of a checkpoint and their ids. Those of `added` that the lines lack are no parts of words. */
class Vocabulary(lines: List<String>, added: List<AddedToken> = emptyList()) {
    internal val trie = Trie()
    private val tokens = lines + added.filter { it.id >= lines.size }.map { it.content }
    private val addedIds = added.associate { it.content to it.id }

    init {
        lines.forEachIndexed { id, token -> trie.put(token, id) }
    }

    /** Null where there is no such token. */
    fun idOf(token: String): Int? {
        val node = trie.find(token)
        return if (node == Trie.NONE || trie.value(node) == Trie.NONE) addedIds[token] else trie.value(node)
    }

    /** Throws [Failure] if there is no such token. */
    fun requireId(token: String): Int =
        idOf(token) ?: throw Failure(FailureCode.BAD_VOCABULARY, "The vocabulary has no $token.")

    /** Null where there is no such id. */
    fun tokenOf(id: Int): String? = tokens.getOrNull(id)

    companion object {
        /** Reads a `vocab.txt`: a token a line, the line's number is its id; of equal tokens the last counts. */
        fun read(file: File, added: List<AddedToken> = emptyList()): Vocabulary {
            val tokens = ArrayList<String>()
            try {
                forEachLine(file) { _, line -> tokens.add(line.removeSuffix("\r")) }
            } catch (broken: NotUtf8Exception) {
                throw unusable(file, "is not UTF-8 in line ${broken.line}")
            } catch (unreadable: IOException) {
                throw unusable(file, "cannot be read: ${unreadable.message}")
            }
            return Vocabulary(tokens, added)
        }

        private fun unusable(file: File, why: String) =
            Failure(FailureCode.BAD_VOCABULARY, "The vocabulary ${file.name} $why.")
    }
}
