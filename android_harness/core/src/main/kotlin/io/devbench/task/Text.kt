package io.devbench.task

import io.devbench.protocol.JsonObject
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Tokens

/** A text of an example. The tokens are those that the host [given], or else the device's own. */
class Text(val value: String, private val given: Tokens?) {
    fun tokens(tokenizer: Tokenizer): Tokens = given ?: tokenizer.encode(value)
}

/** The text of this name, with the tokens of the same name where the row has any. */
internal fun JsonObject.text(name: String) = Text(string(name), objectOrNull(TOKENS)?.let { tokens(it.objectAt(name)) })

internal fun JsonObject.texts(name: String): List<Text> {
    val values = strings(name)
    val given = objectOrNull(TOKENS)?.objects(name)?.map(::tokens)
    if (given != null && given.size != values.size) throw wrong(TOKENS, "lacks the tokens of some of $name")
    return values.mapIndexed { index, value -> Text(value, given?.get(index)) }
}

private fun tokens(json: JsonObject): Tokens {
    val ids = json.ints("ids")
    val starts = json.ints("starts")
    val ends = json.ints("ends")
    if (starts.size != ids.size || ends.size != ids.size) throw json.wrong("ids", "differ from starts and ends")
    val words = json.ints("words").toHashSet()
    val tokens = Tokens()
    for (token in ids.indices) tokens.add(ids[token], starts[token], ends[token], startsWord = token in words)
    return tokens
}

private const val TOKENS = "tokens"
