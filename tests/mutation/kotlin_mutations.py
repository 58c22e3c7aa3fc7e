"""Deliberate mistakes in the Kotlin tokenizers, each of which must make a test fail."""

from __future__ import annotations

from typing import NamedTuple


class Mutation(NamedTuple):
    file: str
    """Within the package ``tokenize``."""
    before: str
    """Stands in the file exactly once."""
    after: str

    def __str__(self) -> str:
        return " ".join(f"{self.file}: {self.before} -> {self.after or '(nothing)'}".split())


MUTATIONS = [
    # -- MeCab: the cheapest way through the lattice
    Mutation("mecab/Lattice.kt", "if (cost < least)", "if (cost <= least)"),
    Mutation("mecab/Lattice.kt", "for (word in size - 1 downTo first)", "for (word in first until size)"),
    Mutation("mecab/Lattice.kt", "fill(NONE, 0, length + 1)", "fill(NONE, 0, length)"),
    Mutation("mecab/Lattice.kt", "endingAt.size <= length", "endingAt.size < length"),
    Mutation("mecab/Lattice.kt", "total[word] += bestTotal[leftId]", "total[word] = bestTotal[leftId]"),
    Mutation("mecab/Lattice.kt", "total[word] + costs.cost(row, rightIds[word])", "total[word]"),
    Mutation("mecab/Lattice.kt", "costs.cost(row, rightIds[word])", "costs.cost(row, leftIds[word])"),
    Mutation("mecab/Lattice.kt", "while (!isReached(end)) end--", "if (!isReached(end)) end--"),
    Mutation("mecab/Lattice.kt", "if (foundAt[leftId] != place)", "if (foundAt[leftId] == 0)"),
    Mutation("mecab/Lattice.kt", "total = total.copyOf(2 * size)", "total = LongArray(2 * size)"),
    Mutation("mecab/Lattice.kt", "before = before.copyOf(2 * size)", "before = IntArray(2 * size)"),
    Mutation("mecab/ConnectionCosts.kt", "rightIds * leftId\n", "rightIds * leftId + 1\n"),
    Mutation("mecab/ConnectionCosts.kt", "lexicon.rightIds ||", "lexicon.rightIds &&"),
    Mutation(
        "mecab/ConnectionCosts.kt", "costs.get(row + rightId).toInt()", "costs.get(row + rightId).toInt() and 0xFFFF"
    ),
    # -- MeCab: words of the dictionary
    Mutation("mecab/Lexicon.kt", "value ushr 8", "value ushr 7"),
    Mutation("mecab/Lexicon.kt", "value and 0xFF", "value and 0x01"),
    Mutation("mecab/Lexicon.kt", "tokens.get(4 * token) and 0xFFFF", "tokens.get(4 * token) ushr 16"),
    Mutation("mecab/Lexicon.kt", "tokens.get(4 * token + 1) shr 16", "tokens.get(4 * token + 1) ushr 16"),
    Mutation("mecab/Lexicon.kt", "-base - 1", "-base"),
    Mutation("mecab/Lexicon.kt", "state + byte + 1", "state + byte"),
    Mutation("mecab/Lexicon.kt", "whole == file.size &&", "whole == file.size ||"),
    Mutation("mecab/Lexicon.kt", "version != KNOWN_VERSION", "version < KNOWN_VERSION"),
    Mutation("mecab/Lexicon.kt", 'charset.lowercase().replace("-", "")', "charset.lowercase()"),
    Mutation("mecab/MappedFile.kt", "length > size - at", "length > size"),
    Mutation("mecab/Mecab.kt", "lattice.begin(size, known.leftIds)", "lattice.begin(size, known.rightIds)"),
    Mutation("mecab/Mecab.kt", "0xC0 or (codePoint ushr 6)", "0xE0 or (codePoint ushr 6)"),
    Mutation("mecab/Mecab.kt", "codePoint ushr 12 and 0x3F", "codePoint ushr 12 and 0x1F"),
    # -- MeCab: white space and unknown words
    Mutation("mecab/Mecab.kt", "areAlike(entry, next)) {", "areAlike(space, next)) {"),
    Mutation("mecab/Mecab.kt", "                entry = next\n                break\n", "                break\n"),
    Mutation("mecab/Mecab.kt", "lattice.words == first || CharacterCategories.always(entry)", "lattice.words == first"),
    Mutation("mecab/Mecab.kt", "if (!lattice.isReached(position)) continue", ""),
    Mutation("mecab/Mecab.kt", "MAX_GROUP = 24", "MAX_GROUP = 25"),
    Mutation("mecab/Mecab.kt", "group - start - 1 <= MAX_GROUP", "group - start - 1 < MAX_GROUP"),
    Mutation("mecab/Mecab.kt", "in 1..CharacterCategories.lengths", "in 1 until CharacterCategories.lengths"),
    Mutation("mecab/Mecab.kt", "if (lattice.words == first) add(unknown, value, start, end)", ""),
    Mutation("mecab/Mecab.kt", "            last = next\n", ""),
    Mutation(
        "mecab/Mecab.kt", "end == limit || !CharacterCategories.areAlike(entry, categories[text[end]])", "end == limit"
    ),
    Mutation("mecab/CharacterCategories.kt", "entry ushr 30 and 1 != 0", "entry ushr 31 != 0"),
    Mutation("mecab/CharacterCategories.kt", "entry ushr 26 and 0xF", "entry ushr 25 and 0xF"),
    Mutation("mecab/CharacterCategories.kt", "codePoint > 0xFFFF", "codePoint >= 0xFFFF"),
    Mutation("mecab/CharacterCategories.kt", "one and other and KINDS != 0", "one and other != 0"),
    Mutation("mecab/Lookahead.kt", "<= MAX_BYTES)", "< MAX_BYTES)"),
    Mutation("mecab/Lookahead.kt", "codePoint < 0x800 -> 2", "codePoint <= 0x800 -> 2"),
    Mutation("mecab/Lookahead.kt", "        end = 0\n        bytes = 0\n    }", "        end = 0\n    }"),
    # -- Japanese words
    Mutation("JapaneseTokenizer.kt", "if (codePoint == 0) return", ""),
    Mutation("JapaneseTokenizer.kt", "codePoint, source, ++source", "codePoint, source++, source + 1"),
    Mutation("JapaneseTokenizer.kt", "if (nfkc) normalized else original", "original"),
    Mutation("JapaneseTokenizer.kt", "splitsAtSpaces && codePoint in spaces", "codePoint in spaces"),
    Mutation("JapaneseTokenizer.kt", "                lowered.clear()\n", ""),
    Mutation("CharacterTokenizer.kt", "normalized.ends[at], at == 0", "normalized.ends[at], true"),
    Mutation("CaseMapping.kt", "'A'.code..'Z'.code", "'A'.code until 'Z'.code"),
    Mutation("CaseMapping.kt", "while (before >= from && text.codePoints[before] in ignorable) before--", ""),
    Mutation("CaseMapping.kt", "while (after < until && text.codePoints[after] in ignorable) after++", ""),
    Mutation("CaseMapping.kt", "before < from || text.codePoints[before] !in cased", "before < from"),
    Mutation("CaseMapping.kt", "after == until ||", "after < until &&"),
    # -- form KC
    Mutation(
        "NfkcNormalizer.kt",
        "combiningClass(parts[place - 1]) > combiningClass",
        "combiningClass(parts[place - 1]) >= combiningClass",
    ),
    Mutation("NfkcNormalizer.kt", "if (combiningClass == 0) continue", ""),
    Mutation("NfkcNormalizer.kt", "lastClass >= combiningClass", "lastClass > combiningClass"),
    Mutation("NfkcNormalizer.kt", "kept > starter + 1 && ", ""),
    Mutation("NfkcNormalizer.kt", "val same = size == until - from &&", "val same = false && size == until - from &&"),
    Mutation("NfkcNormalizer.kt", "text.ends[until - 1]", "text.ends[from]"),
    Mutation("NfkcNormalizer.kt", "and JOINS != 0", "and DECOMPOSES != 0"),
    # -- Hangul
    Mutation("Hangul.kt", "% VOWEL_COUNT\n", "% (VOWEL_COUNT - 1)\n"),
    Mutation("Hangul.kt", "if (trail == 0)", "if (trail <= 1)"),
    Mutation("Hangul.kt", "trail in 1 until TRAIL_COUNT", "trail in 0 until TRAIL_COUNT"),
    Mutation("Hangul.kt", "trail in 1 until", "trail in 1 until 1 +"),
    Mutation("Hangul.kt", " && syllable % TRAIL_COUNT == 0", ""),
    Mutation("Hangul.kt", "vowel in 0 until VOWEL_COUNT", "vowel in 0..VOWEL_COUNT"),
    Mutation("Hangul.kt", "leading in 0 until LEADING_COUNT", "leading in 0..LEADING_COUNT"),
    Mutation("Hangul.kt", "if (syllable !in 0 until COUNT)", "if (syllable !in 0..COUNT)"),
    # -- BERT's normalization: cleaning, accents, case, CJK
    Mutation(
        "BasicTokenizer.kt",
        "CharacterTable.CLEANED, CharacterTable.STRIPPED -> Unit",
        "CharacterTable.CLEANED, CharacterTable.STRIPPED -> words.endWord()",
    ),
    Mutation("BasicTokenizer.kt", "source += Character.codePointCount(text, at, next - at)", "source += next - at"),
    Mutation("CharacterTable.kt", "lowercase && codePoint == Unicode.DOTTED_I", "false"),
    Mutation("CharacterTable.kt", "splitCjk && Unicode.isCjk(original)", "Unicode.isCjk(original)"),
    Mutation("CharacterTable.kt", "Unicode.isPunctuation(result)", "Unicode.isPunctuation(original)"),
    Mutation("CharacterTable.kt", "if (Unicode.isNonspacing(codePoint)) STRIPPED_MARK else MARK", "STRIPPED_MARK"),
    Mutation("CharacterTable.kt", "Unicode.isNonspacing(parts[0]) -> STRIPPED\n", ""),
    Mutation("CombiningSequence.kt", "if (!added) taken++", "taken++"),
    Mutation("CombiningSequence.kt", "combiningClass(table.parts(codePoint)[0]) > 0", "false"),
    Mutation("CombiningSequence.kt", "if (kind(codePoint) != CharacterTable.CLEANED) add", "add"),
    Mutation("CombiningSequence.kt", "if (isMark) entry shr CharacterTable.KIND_BITS else 0", "0"),
    # -- tables
    Mutation("CodePointTables.kt", "codePoint < ends[range]", "codePoint <= ends[range]"),
    Mutation("CodePointTables.kt", "(codePoint - starts[range]) % value(range, 0) == 0", "true"),
    # -- WordPiece and special tokens
    Mutation("WordPiece.kt", "end - start > maxWordChars", "end - start >= maxWordChars"),
    Mutation("WordPiece.kt", "tokens.truncate(before)", ""),
    Mutation("WordPiece.kt", "            root = continuation\n", ""),
    Mutation("WordPiece.kt", "trie.value(node) != Trie.NONE)", "trie.value(node) != Trie.NONE && id == Trie.NONE)"),
    Mutation("WordPiece.kt", "characters.ends[end - 1]", "characters.ends[start]"),
    Mutation("WordPiece.kt", "tokens.size == 0 || !continues(codePoints, from, until)", "true"),
    Mutation("WordPiece.kt", "until - from >= 2", "until - from > 2"),
    Mutation("NormalizedTokens.kt", "sortedByDescending", "sortedBy"),
    Mutation("NormalizedTokens.kt", "at + pattern.size <= end", "at + pattern.size < end"),
    Mutation("NormalizedTokens.kt", " && !words.startsRun(word)", ""),
    Mutation("SpecialTokens.kt", "sortedByDescending", "sortedBy"),
    Mutation("SpecialTokens.kt", "first > from && ", "first > 0 && "),
    Mutation("SpecialTokens.kt", "start + special.size <= until", "start + special.size < until"),
    Mutation(
        "Tokenizer.kt",
        "position + Character.codePointCount(chars, at, special.start - at)",
        "position + special.start - at",
    ),
    Mutation("Vocabulary.kt", 'line.removeSuffix("\\r")', "line"),
    # -- buffers that grow
    Mutation("Words.kt", "ends = ends.copyOf(2 * count)", "ends = IntArray(2 * count)"),
    Mutation("Tokens.kt", "wordStarts = wordStarts.copyOf(2 * size)", "wordStarts = BooleanArray(2 * size)"),
    Mutation("AlignedCharacters.kt", "starts = starts.copyOf(2 * size)", "starts = IntArray(2 * size)"),
    Mutation("Trie.kt", ".also { it.fill(NONE, oldEdges.size) }", ""),
]
