package dev.gradus.playground.grade;

import dev.gradus.playground.link.Link;
import dev.gradus.train.Receipt;
import java.util.Locale;
import java.util.Optional;

/**
 * What a student hands in, or a teacher's task: the link of a page, its part after the #, a {@code .gradus} file, or a receipt.
 * Links may stand within other text, such as the HTML of a learning platform.
 *
 * @param problem why it is none of these
 */
public record Submission(Optional<Link> link, Optional<Receipt> receipt, String rest, String problem) {
    /** The first line of a file, before the version. */
    private static final String FILE = "gradus ";

    private static final String VERSION = "1";
    private static final int MOST_LETTERS = 1 << 21;

    /** An address has more letters. */
    private static final int SHORTEST = 20;

    private static Submission none(String problem) {
        return new Submission(Optional.empty(), Optional.empty(), "", problem);
    }

    private static Submission of(String fragment, String rest) {
        return new Submission(Optional.of(Link.of(fragment)), Optional.empty(), rest, "");
    }

    /** Whether a cell of a table can be a submission, or the name of a file with one. */
    static boolean isLikely(String cell) {
        String text = cell.strip();
        boolean isFileName = text.toLowerCase(Locale.ROOT).endsWith(".gradus") && text.indexOf('\n') < 0;
        return isFileName
                || text.startsWith(FILE)
                || isBare(text)
                || !fragment(text).isEmpty();
    }

    /**
     * What follows a #, up to a space or a quotation mark. HTML may have other # before the link's, such as those of colors. Loops,
     * because a browser matches long patterns recursively.
     */
    private static String fragment(String text) {
        String first = "";
        for (int hash = text.indexOf('#'); hash >= 0; hash = text.indexOf('#', hash + 1)) {
            int to = hash + 1;
            while (to < text.length() && isOfLink(text.charAt(to))) {
                to++;
            }
            String found = text.substring(hash + 1, to);
            if (isBare(found)) {
                return found;
            }
            first = first.isEmpty() ? found : first;
        }
        return first;
    }

    private static boolean isOfLink(char c) {
        return !Character.isWhitespace(c) && c != '"' && c != '\'' && c != '#';
    }

    /** Whether a text can be what follows the # of a link. */
    private static boolean isBare(String text) {
        return text.chars().allMatch(c -> isOfLink((char) c))
                && (text.indexOf('=') > 0 || text.startsWith("1") && text.length() > SHORTEST);
    }

    /** Reads a submission. */
    public static Submission of(String given) {
        String text = given.strip();
        text = text.startsWith("\ufeff") ? text.substring(1).strip() : text;
        if (text.isEmpty()) {
            return none("");
        } else if (text.length() > MOST_LETTERS) {
            return none("It is too long for a link.");
        } else if (text.startsWith("{")) {
            return receipt(given);
        } else if (text.startsWith(FILE)) {
            return file(text);
        }
        if (text.contains("</")) {
            text = text.replaceAll("</[a-zA-Z]*>", " ");
        }
        text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&quot;", "\"");
        String fragment = fragment(text);
        if (!fragment.isEmpty()) {
            return of(fragment, "");
        }
        return isBare(text)
                ? of(text, "")
                : none("It is neither a link of the page, nor a file that Share saved, nor a receipt.");
    }

    private static Submission receipt(String json) {
        try {
            return new Submission(Optional.empty(), Optional.of(Receipt.ofJson(json)), "", "");
        } catch (IllegalArgumentException wrong) {
            return none(String.valueOf(wrong.getMessage()));
        }
    }

    private static Submission file(String text) {
        String[] lines = text.split("\r\n|\r|\n", 3);
        if (!lines[0].strip().equals(FILE + VERSION)) {
            return none(
                    "The file was saved by another version of the page: its first line is “" + lines[0].strip() + "”.");
        } else if (lines.length < 2 || lines[1].isBlank()) {
            return none("The file is cut off: its second line is missing.");
        }
        String line = lines[1].strip();
        return of(line.startsWith("#") ? line.substring(1) : line, lines.length > 2 ? lines[2] : "");
    }
}
