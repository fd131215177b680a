package dev.gradus.playground.language;

import dev.gradus.playground.language.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Splits a program into tokens. Within brackets a line continues in the next one if that is indented or closes a bracket. */
final class Tokens {
    /** Longest first. */
    private static final List<String> SIGNS = List.of(
            "...", "**", "==", "!=", "<=", ">=", "//", "+", "-", "*", "/", "@", "(", ")", "[", "]", ",", ":", "=", ".",
            "<", ">", "%", "^", "²", "³", "⁻¹", "ᵀ", "|", "‖");

    /** Mathematical signs, and the signs of Python that they stand for. */
    private static final Map<String, String> MEANT = new HashMap<>();

    /** Fractions of one letter, and their digits. */
    private static final Map<String, String> FRACTIONS = Map.of("½", "0.5", "¼", "0.25", "¾", "0.75", "⅛", "0.125");

    static {
        meant("-", "− – — ‐ ‑ ﹣ －");
        meant("*", "· × ∗ ⋅ ⊙ ∘ • .*");
        meant("/", "÷ ∕ ⁄ ./");
        meant("**", ".^ .**");
        meant("=", "← ≔ :=");
        meant("<=", "≤");
        meant(">=", "≥");
        meant("!=", "≠");
        meant("...", "…");
        meant("ᵀ", "⊤");
        meant("‖", "||");
    }

    private static void meant(String sign, String written) {
        for (String one : written.split(" ")) {
            MEANT.put(one, sign);
        }
    }

    /** Signs that are the names of functions. */
    private static final String OPERATORS = "√∑∏";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;

    private Tokens(String text) {
        this.text = text;
    }

    /** The tokens of a program. */
    static List<Token> of(String program) {
        Tokens all = new Tokens(program);
        while (all.at < program.length()) {
            all.next();
        }
        all.end(program.length(), program.length());
        return all.tokens;
    }

    /** The problem of a token that is none. */
    static Problem problem(Token token) {
        Span span = token.span();
        String first = token.text().substring(0, 1);
        if (first.equals("'") || first.equals("\"")) {
            Problem problem = Problem.at(span, "unterminated string", "Unterminated string.")
                    .mendedBy("Remove it", new Span(span.from(), span.from() + 1), "");
            int brackets = (int) token.text().chars().filter(c -> c == ')').count();
            for (int end = token.text().stripTrailing().length(); brackets >= 0; brackets--) {
                problem = problem.mendedBy("Insert " + first, new Span(span.from() + end, span.from() + end), first);
                end = token.text().lastIndexOf(')', end - 1);
            }
            return problem;
        }
        Problem problem = Problem.at(
                span, "unknown character", "The character " + token.text() + " is not part of the language.");
        return "$?`\u200b".contains(token.text()) ? problem.mendedBy("Remove it", span, "") : problem;
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\n' || c == ';') {
            endOfLine(c);
        } else if (c == '#' || isFirst() && (c == '%' || text.startsWith("//", at))) {
            at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
        } else if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff' || c == '\\') {
            at++;
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            add(Kind.NUMBER, endOfNumber());
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else if (isFirst(text.codePointAt(at)) || OPERATORS.indexOf(c) >= 0) {
            add(Kind.NAME, OPERATORS.indexOf(c) >= 0 ? at + 1 : endOfName(at));
        } else {
            sign();
        }
    }

    /** Whether no token of the statement was read yet. */
    private boolean isFirst() {
        return tokens.isEmpty() || last().kind() == Kind.END;
    }

    private Token last() {
        return tokens.get(tokens.size() - 1);
    }

    private void endOfLine(char c) {
        int here = at++;
        boolean isOpen = !isFirst() && last().kind() == Kind.SIGN && !")]²³ᵀ|‖".contains(last().text());
        boolean goesOn =
                c == '\n' && depth > 0 && at < text.length() && (isOpen || " \t)]".indexOf(text.charAt(at)) >= 0);
        if (!goesOn) {
            end(here, here + 1);
        }
    }

    /** Adds an END token at the end of the last token, where a message about a missing token points. */
    private void end(int from, int to) {
        depth = 0;
        int behind = from;
        while (behind > 0 && " \t\r".indexOf(text.charAt(behind - 1)) >= 0) {
            behind--;
        }
        tokens.add(new Token(Kind.END, text.substring(from, to), new Span(behind, behind)));
    }

    private void quoted(char quote) {
        String three = String.valueOf(quote).repeat(3);
        int end = text.startsWith(three, at) ? text.indexOf(three, at + 3) : -1;
        if (end >= 0) {
            add(Kind.TEXT, end + 3);
            return;
        }
        int close = text.indexOf(quote, at + 1);
        int line = text.indexOf('\n', at);
        if (close < 0 || (line >= 0 && line < close)) {
            add(Kind.WRONG, line < 0 ? text.length() : line);
            return;
        }
        tokens.add(new Token(Kind.TEXT, text.substring(at + 1, close), new Span(at, close + 1)));
        at = close + 1;
    }

    /** The index of the first token of the statement. */
    private int firstOfLine() {
        int first = tokens.size();
        while (first > 0 && tokens.get(first - 1).kind() != Kind.END) {
            first--;
        }
        return first;
    }

    private void sign() {
        String letter = text.substring(at, text.offsetByCodePoints(at, 1));
        if (FRACTIONS.containsKey(letter)) {
            tokens.add(new Token(Kind.NUMBER, FRACTIONS.getOrDefault(letter, ""), new Span(at, at + 1)));
            at++;
            return;
        }
        boolean isArrow = text.startsWith("<-", at) && tokens.size() == 1 + firstOfLine() && last().kind() == Kind.NAME;
        for (int length = isArrow ? 0 : 3; length > 1 && !MEANT.containsKey(letter); length--) {
            String longer = text.substring(at, Math.min(text.length(), at + length));
            letter = MEANT.containsKey(longer) ? longer : letter;
        }
        String meant = isArrow ? "=" : MEANT.get(letter);
        letter = isArrow ? "<-" : letter;
        String sign = meant != null
                ? meant
                : SIGNS.stream()
                        .filter(one -> text.startsWith(one, at))
                        .findFirst()
                        .orElse("");
        if (sign.isEmpty()) {
            add(Kind.WRONG, at + letter.length());
            return;
        }
        depth += "([".contains(sign) ? 1 : ")]".contains(sign) ? -1 : 0;
        int length = meant != null ? letter.length() : sign.length();
        tokens.add(new Token(Kind.SIGN, sign, new Span(at, at + length)));
        at += length;
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), new Span(at, end)));
        at = end;
    }

    private int endOfNumber() {
        int end = digits(at);
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(end + 1);
        }
        if (end < text.length() && "eE".indexOf(text.charAt(end)) >= 0) {
            int power = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? end + 2 : end + 1;
            end = power < text.length() && isDigit(text.charAt(power)) ? digits(power) : end;
        }
        return end;
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private int endOfName(int from) {
        int end = from;
        while (end < text.length() && isPart(text.codePointAt(end))) {
            end = text.offsetByCodePoints(end, 1);
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isFirst(int point) {
        return point == '_' || point == '∂' || point == '∇' || (Character.isLetter(point) && point != 'ᵀ');
    }

    /** Letters, digits, marks over letters, subscripts and primes. */
    private static boolean isPart(int point) {
        return isFirst(point)
                || Character.isDigit(point)
                || Character.getType(point) == Character.NON_SPACING_MARK
                || (point >= '₀' && point <= '₉')
                || point == '′';
    }
}
