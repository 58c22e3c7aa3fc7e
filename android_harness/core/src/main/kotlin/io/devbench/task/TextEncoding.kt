package io.devbench.task

import io.devbench.tokenize.Tokenizer

/** A text, or a pair of texts, as one row of tokens. */
internal class TextEncoding(val row: Row, val truncated: Boolean) {
    companion object {
        /** `[CLS] first [SEP]` or `[CLS] first [SEP] second [SEP]`, cut to [length]. */
        fun encode(tokenizer: Tokenizer, first: Text, second: Text?, length: Int): TextEncoding {
            val tokens = first.tokens(tokenizer)
            if (second == null) {
                val kept = minOf(tokens.size, length - 2)
                return TextEncoding(Row(single(tokenizer, tokens.ids, kept)), truncated = kept < tokens.size)
            }
            val others = second.tokens(tokenizer)
            val (kept, othersKept) = pairSizes(tokens.size, others.size, length - 3)
            val ids = IntArray(kept + othersKept + 3)
            ids[0] = tokenizer.clsId
            tokens.ids.copyInto(ids, 1, 0, kept)
            ids[kept + 1] = tokenizer.sepId
            others.ids.copyInto(ids, kept + 2, 0, othersKept)
            ids[ids.size - 1] = tokenizer.sepId
            return TextEncoding(Row(ids, typeOneFrom = kept + 2), kept < tokens.size || othersKept < others.size)
        }

        /** `[CLS]`, the first [kept] of [tokenIds], `[SEP]`. */
        fun single(tokenizer: Tokenizer, tokenIds: IntArray, kept: Int): IntArray {
            val ids = IntArray(kept + 2)
            ids[0] = tokenizer.clsId
            tokenIds.copyInto(ids, 1, 0, kept)
            ids[kept + 1] = tokenizer.sepId
            return ids
        }

        /** How many tokens of each text stay: the longer one is cut first (`longest_first` of `tokenizers`). */
        fun pairSizes(first: Int, second: Int, room: Int): Pair<Int, Int> {
            if (first + second <= room) return first to second
            val shorter = minOf(first, second)
            val kept = if (2 * shorter <= room) shorter else room / 2
            return if (first <= second) kept to room - kept else room - kept to kept
        }
    }
}
