package dev.gradus.explorer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts and style sheets without what only their readers need: comments, indents, empty lines and most spaces. */
final class Shortened {
    private static final Pattern COMMENT_OR_INDENT =
            Pattern.compile("^ *(?:/\\*.*?\\*/|//[^\n]*)\n|^ +", Pattern.DOTALL | Pattern.MULTILINE);

    /** In a style sheet also comments within lines, and spaces beside signs. */
    private static final Pattern COMMENT_OR_SPACE =
            Pattern.compile("/\\*.*?\\*/|\\s*([{};,])\\s*|(?<=:) +", Pattern.DOTALL);

    private static final Pattern STRING_OR_CODE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[^\"']+");

    /** Beside signs that no space can part from another sign that they would make a new one with. */
    private static final Pattern SPACE_IN_CODE = Pattern.compile(" *([,;=<>(){}?:&|!\\[\\]]) *"
            + "|(?<=[^+\\s]) (\\+) (?=[^+\\s])|(?<=[^-\\s]) (-) (?=[^-\\s])|(?<=[^*\\s]) (\\*) (?=[^*\\s])");

    private Shortened() {}

    static String style(String sheet) {
        return COMMENT_OR_SPACE.matcher(withoutComments(sheet)).replaceAll("$1");
    }

    static String script(String program) {
        StringBuilder shorter = new StringBuilder();
        boolean inTemplate = false;
        for (String line : withoutComments(program).split("\n")) {
            if (inTemplate || !line.isEmpty()) {
                shorter.append(inTemplate ? line : code(line)).append('\n');
            }
            inTemplate ^= line.chars().filter(character -> character == '`').count() % 2 == 1;
        }
        return shorter.toString();
    }

    /** A line without the spaces in its code; a line with a template or perhaps a regular expression stays as it is. */
    private static String code(String line) {
        if (line.indexOf('`') >= 0 || line.indexOf('/') >= 0) {
            return line;
        }
        return STRING_OR_CODE.matcher(line).replaceAll(found -> {
            String part = found.group();
            boolean isString = part.startsWith("\"") || part.startsWith("'");
            String kept = isString ? part : SPACE_IN_CODE.matcher(part).replaceAll("$1$2$3$4");
            return Matcher.quoteReplacement(kept);
        });
    }

    private static String withoutComments(String source) {
        return COMMENT_OR_INDENT.matcher(source).replaceAll("");
    }
}
