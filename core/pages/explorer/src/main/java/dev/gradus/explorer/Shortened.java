package dev.gradus.explorer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts and style sheets without what only their readers need: comments, spaces and most line breaks. */
final class Shortened {
    private static final Pattern COMMENT_OR_INDENT =
            Pattern.compile("^ *(?:/\\*.*?\\*/|//[^\n]*)\n|^ +", Pattern.DOTALL | Pattern.MULTILINE);

    /** In a style sheet also comments within lines, and spaces beside signs. */
    private static final Pattern COMMENT_OR_SPACE =
            Pattern.compile("/\\*.*?\\*/|\\s*([{};,])\\s*|(?<=:) +", Pattern.DOTALL);

    /** A regular expression only where no division can be. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<gap>(?:\\s++|//[^\\n]*+|/\\*.*?\\*/)++)|[\\w$\\x{80}-\\x{10ffff}]++"
                    + "|\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'"
                    + "|(?<regex>/(?:[^/\\\\\\[\\n]|\\\\.|\\[(?:[^\\]\\\\]|\\\\.)*+\\])++/)|.",
            Pattern.DOTALL);

    /** The text of a template up to its end or the next expression. */
    private static final Pattern TEMPLATE =
            Pattern.compile("(?:[^`\\\\$]|\\\\.|\\$(?!\\{))*+(?:`|\\$\\{)", Pattern.DOTALL);

    private static final Pattern OPERAND = Pattern.compile(
            "(?s)(?!(?:await|case|delete|in|of|return|typeof|void|yield)$).*[\\w$)\\]}'\"`\\x{80}-\\x{10ffff}]");

    /** Two tokens that would be another one without the space between them. */
    private static final Pattern ONE = Pattern.compile("(?s).*(?:[\\w$]\n[\\w$]|\\+\n\\+|-\n-|/\n/).*");

    private static final Pattern INDENT = Pattern.compile("\n +");

    private Shortened() {}

    static String style(String sheet) {
        return COMMENT_OR_SPACE.matcher(withoutComments(sheet)).replaceAll("$1");
    }

    /** Only what begins a line in the program begins one, so that an error can be found. */
    static String script(String program) {
        StringBuilder shorter = new StringBuilder();
        Deque<Integer> templates = new ArrayDeque<>();
        Matcher matcher = TOKEN.matcher(program);
        Matcher template = TEMPLATE.matcher(program);
        String last = ";";
        String gap = "";
        int braces = 0;
        for (int at = 0; at < program.length(); ) {
            matcher.region(at, program.length()).lookingAt();
            boolean isDivision =
                    matcher.group("regex") != null && OPERAND.matcher(last).matches();
            String token = isDivision ? "/" : matcher.group();
            at += token.length();
            if (matcher.group("gap") != null) {
                gap = token;
                continue;
            }
            boolean isExpressionOver = token.equals("}") && braces == 0 && !templates.isEmpty();
            if (token.equals("`") || isExpressionOver) {
                template.region(at, program.length()).lookingAt();
                at = template.end();
                token += INDENT.matcher(template.group()).replaceAll("\n");
                if (token.endsWith("{")) {
                    templates.push(isExpressionOver ? templates.pop() : braces);
                    braces = 0;
                } else if (isExpressionOver) {
                    braces = templates.pop();
                }
            } else {
                braces += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
            }
            boolean wouldBeOne =
                    !gap.isEmpty() && ONE.matcher(last + "\n" + token).matches();
            shorter.append(gap.endsWith("\n") && shorter.length() > 0 ? "\n" : wouldBeOne ? " " : "")
                    .append(token);
            last = token;
            gap = "";
        }
        return shorter.append('\n').toString();
    }

    private static String withoutComments(String source) {
        return COMMENT_OR_INDENT.matcher(source).replaceAll("");
    }
}
