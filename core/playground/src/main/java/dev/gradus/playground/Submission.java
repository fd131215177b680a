package dev.gradus.playground;

import dev.gradus.train.Receipt;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a student hands in, or a teacher's task: the link of a page, its part after the #, a {@code .gradus} file, or a receipt.
 * Links may stand within other text, such as the HTML of a learning platform.
 *
 * @param problem why it is none of these
 */
record Submission(Optional<Link> link, Optional<Receipt> receipt, String rest, String problem) {
    /** The first line of a file, before the version. */
    private static final String FILE = "gradus ";

    private static final String VERSION = "1";
    private static final int MOST_LETTERS = 1 << 21;
    private static final Pattern FRAGMENT = Pattern.compile("#([^\\s\"'#]+)");
    private static final Pattern BARE = Pattern.compile("[^\\s\"'<>#,;]*[=&][^\\s\"']*|1[A-Za-z0-9_-]{20,}");

    private static Submission none(String problem) {
        return new Submission(Optional.empty(), Optional.empty(), "", problem);
    }

    private static Submission of(String fragment, String rest) {
        return new Submission(Optional.of(Link.of(fragment)), Optional.empty(), rest, "");
    }

    /** Whether a cell of a table can be a submission, or the name of a file with one. */
    static boolean isLikely(String cell) {
        String text = cell.strip();
        return text.startsWith(FILE)
                || text.matches("(?i)[^\\n]*\\.gradus")
                || FRAGMENT.matcher(text).find()
                || BARE.matcher(text).matches();
    }

    /** Reads a submission. */
    static Submission of(String given) {
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
        Matcher found = FRAGMENT.matcher(text);
        if (found.find()) {
            return of(found.group(1), "");
        }
        return BARE.matcher(text).matches()
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
