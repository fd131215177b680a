package dev.gradus.playground.link;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The part of a link after the #: words that are separated by &amp;. One word without = is the {@link Address}. Others are
 * {@code name=value}, such as {@code tries=} for the attempts. The first word is a seal over all others, {@code
 * v=version.checksum.length}, so that a link that was edited or cut off can be distinguished from a whole one. A checksum is no signature:
 * that a link is genuine is shown only by repeating its training.
 */
public final class Link {
    private static final String VERSION = "1";
    private static final String SEAL = "v=";
    private static final int LETTERS = 6;

    /** What somebody adds to a link to change how the page looks. */
    private static final List<String> FLAGS = List.of("embed", "dark", "light", "talk");

    /** The names of words with values. */
    private static final List<String> NAMES = List.of("tries", "answer", "back", "lesson", "task");

    /** Whether a link is as the page wrote it. */
    public enum Seal {
        WHOLE,
        /** A link of a page that wrote no seals, or one that was written by hand. */
        NOT_SEALED,
        CUT_OFF,
        EDITED,
        OTHER_VERSION
    }

    private final Seal seal;
    private final boolean isSealed;
    private final List<String> words;

    private Link(Seal seal, boolean isSealed, List<String> words) {
        this.seal = seal;
        this.isSealed = isSealed;
        this.words = words;
    }

    /** Puts the seal before words. */
    public static String sealed(String words) {
        return SEAL + VERSION + "." + check(words) + "." + Integer.toString(words.length(), 36) + "&" + words;
    }

    /** Reads what follows the #. */
    public static Link of(String fragment) {
        List<String> words = new ArrayList<>(List.of(fragment.strip().split("&", -1)));
        words.removeIf(word -> word.isEmpty() || FLAGS.contains(word) || word.startsWith("lang="));
        if (words.isEmpty() || !words.get(0).startsWith(SEAL)) {
            return new Link(words.stream().allMatch(Link::isKnown) ? Seal.NOT_SEALED : Seal.EDITED, false, words);
        }
        String[] seal = words.remove(0).substring(SEAL.length()).split("\\.", -1);
        return new Link(seal(String.join("&", words), seal), true, words);
    }

    /** Whether the page writes such a word. */
    private static boolean isKnown(String word) {
        int equals = word.indexOf('=');
        String name = word.substring(0, Math.max(0, equals));
        return equals < 0 || NAMES.contains(name) || Task.WORDS.contains(name);
    }

    private static Seal seal(String words, String... seal) {
        if (seal.length > 1 && !seal[0].equals(VERSION)) {
            return Seal.OTHER_VERSION;
        }
        boolean isComplete = seal.length == 3 && seal[1].length() == LETTERS && seal[2].matches("[0-9a-z]{1,5}");
        if (!isComplete || words.length() < Integer.parseInt(seal[2], 36)) {
            return Seal.CUT_OFF;
        }
        boolean isSame =
                words.length() == Integer.parseInt(seal[2], 36) && check(words).equals(seal[1]);
        return isSame ? Seal.WHOLE : Seal.EDITED;
    }

    private static String check(String words) {
        CRC32 sum = new CRC32();
        sum.update(words.getBytes(StandardCharsets.UTF_8));
        return letters(sum.getValue(), LETTERS);
    }

    /** Bits as letters for six each. */
    static String letters(long bits, int count) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(letters.charAt((int) (bits >>> 6 * i) & 63));
        }
        return text.toString();
    }

    /** Whether the link is as the page made it. */
    public Seal seal() {
        return seal;
    }

    /** The word that is an {@link Address}; empty if there is none. */
    public String address() {
        return words.stream().filter(word -> word.indexOf('=') < 0).findFirst().orElse("");
    }

    /** Whether it names a lesson in words that people write, which have no seal. */
    public boolean isLesson() {
        return !isSealed && LessonLink.isOne(text());
    }

    /**
     * The state that it opens.
     *
     * @throws Task.TaskProblem if it names a lesson or a task that does not exist
     * @throws Address.AddressProblem if it is no state
     */
    public Address state() {
        return isLesson() ? LessonLink.read(text()).state() : Address.read(address());
    }

    /** All words but the seal. */
    public String text() {
        return String.join("&", words);
    }

    /** The value of a word. */
    public Optional<String> word(String name) {
        return words.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> decoded(word.substring(name.length() + 1)))
                .findFirst();
    }

    /** Writes a text with letters, digits, - and . only; % stands before the code of each other byte. */
    public static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 255);
            boolean isPlain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.';
            encoded.append(isPlain ? String.valueOf(c) : "%" + hex(c >> 4) + hex(c & 15));
        }
        return encoded.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    /** Reads a text with % before the codes of bytes; other signs stand for themselves. */
    static String decoded(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < plain.length; i++) {
            int high = i + 2 < plain.length ? Character.digit(plain[i + 1], 16) : -1;
            int low = i + 2 < plain.length ? Character.digit(plain[i + 2], 16) : -1;
            boolean isCode = plain[i] == '%' && high >= 0 && low >= 0;
            plain[length++] = isCode ? (byte) (16 * high + low) : plain[i];
            i += isCode ? 2 : 0;
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }
}
