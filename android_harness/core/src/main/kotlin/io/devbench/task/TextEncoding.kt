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
            val (kept, othersKept) = pairSizes(tokens.size, others.size, length - 3, tokenizer.oddToFirst)
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

        /**
         * How many tokens of each text stay: the longer one is cut first (`longest_first` of `tokenizers`). Where both
         * are cut, an odd token stays with the longer one, or with the first.
         */
        fun pairSizes(first: Int, second: Int, room: Int, oddToFirst: Boolean): Pair<Int, Int> {
            if (first + second <= room) return first to second
            val shorter = minOf(first, second)
            val areBothCut = 2 * shorter > room
            val kept = if (areBothCut) room / 2 else shorter
            return if (first > second || (areBothCut && oddToFirst)) room - kept to kept else kept to room - kept
        }
    }
}
