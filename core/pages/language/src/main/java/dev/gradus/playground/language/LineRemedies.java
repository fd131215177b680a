package dev.gradus.playground.language;

import dev.gradus.playground.language.Remedy.Edit;
import dev.gradus.playground.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Possible fixes of a line whose signs are wrong: brackets, operators and names to insert, to replace or to remove. There are
 * more of them than can be right; {@link Remedies} tries them.
 */
final class LineRemedies {
    private static final List<String> OPERATORS = List.of(" @ ", " * ", " + ", " - ", ", ");

    /** Functions whose values are added to others. */
    private static final Set<String> TERMS = Set.of("sum", "mean", "norm", "Σ", "∑");

    /** The heads of problems that signs can fix. */
    private static final Set<String> HEADS = Set.of(
            "missing name",
            "missing operator",
            "missing symbol",
            "misplaced symbol",
            ") is missing",
            "] is missing",
            "unmatched )",
            "unmatched ]",
            "missing parentheses",
            "second =",
            "unknown name",
            "an expression is missing",
            "missing argument",
            "weights need a name",
            "not an array",
            "wrong kind of argument");

    private final List<Token> tokens;
    private final Names names;

    /** The index of the token with the problem; the number of tokens if it is behind the last. */
    private final int here;

    private final List<Remedy> remedies = new ArrayList<>();

    private LineRemedies(List<Token> tokens, Names names, int here) {
        this.tokens = tokens;
        this.names = names;
        this.here = here;
    }

    /** The problem with possible fixes of its line. */
    static Problem added(Problem problem, List<Token> all, Builder program, Names names) {
        int at = problem.point().from();
        int first = 0;
        int last = 0;
        for (int i = 0; i < all.size() && all.get(i).span().from() <= at; i++) {
            first = all.get(i).kind() == Kind.END && all.get(i).span().from() < at ? i + 1 : first;
            last = i;
        }
        while (last < all.size() && all.get(last).kind() != Kind.END) {
            last++;
        }
        List<Token> tokens = first < last ? all.subList(first, last) : List.of();
        Problem named = Foreign.named(problem, tokens, program);
        if (!HEADS.contains(named.head())) {
            return named;
        }
        int here =
                (int) tokens.stream().filter(token -> token.span().from() < at).count();
        LineRemedies line = new LineRemedies(tokens, names, here);
        line.collect(problem.head());
        List<Remedy> remedies = new ArrayList<>(problem.remedies());
        remedies.addAll(line.remedies);
        return problem.withRemedies(remedies);
    }

    private void collect(String head) {
        if (head.equals("missing name") || head.equals("second =")) {
            names();
        }
        if (head.equals("missing argument")) {
            arguments();
        }
        calls();
        operators();
        brackets();
    }

    /** A name and = before the line, or = behind its first name. */
    private void names() {
        if (tokens.size() > 1 && tokens.get(1).is("==")) {
            replace("Write =", 1, 1, "=");
        }
        if (tokens.size() > 1
                && tokens.get(0).kind() == Kind.NAME
                && !tokens.get(1).is("=")) {
            insert("Insert =", 1, " = ");
        }
        for (String name : names.missing()) {
            insert("Call it " + name, 0, name + " = ");
        }
        insert("Call it J", 0, "J = ");
    }

    /** One more argument for a call. */
    private void arguments() {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is(")") && names.values().contains("y")) {
                insert("Insert y", i, ", y");
            }
        }
    }

    /** Parentheses around the arguments of a function. */
    private void calls() {
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).text();
            boolean isCalled = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
            if (tokens.get(i).kind() != Kind.NAME || isCalled || i == 0) {
                continue;
            }
            if (i + 1 < tokens.size() && tokens.get(i + 1).is("[") && names.isFunction(word)) {
                int close = i + 1;
                while (close + 1 < tokens.size() && !tokens.get(close).is("]")) {
                    close++;
                }
                if (tokens.get(close).is("]")) {
                    edit(
                            "Write " + word + "( )",
                            new Edit(tokens.get(i + 1).span(), "("),
                            new Edit(tokens.get(close).span(), ")"));
                    continue;
                }
            }
            Optional<String> function = names.functionThatBegins(word);
            if (function.isPresent()) {
                int behind = tokens.get(i).span().from() + function.get().length();
                boolean isWhole = function.get().equals(word);
                String label = "Write " + function.get() + "( )";
                if (isWhole && (i + 1 == tokens.size() || !startsOperand(tokens.get(i + 1)))) {
                    names.values().stream()
                            .filter(name -> !name.equals("y"))
                            .findFirst()
                            .ifPresent(name ->
                                    edit("Write " + word + "(" + name + ")", insertion(behind, "(" + name + ")")));
                    continue;
                }
                edit(
                        "Insert ( after " + function.get(),
                        new Edit(new Span(behind, isWhole ? startOf(i + 1) : behind), "("));
                for (int end = isWhole ? i + 1 : i;
                        end < tokens.size();
                        end = end == i + 1 ? Math.max(end + 1, tokens.size() - 1) : end + 1) {
                    edit(
                            label,
                            new Edit(new Span(behind, isWhole ? startOf(i + 1) : behind), "("),
                            insertion(tokens.get(end).span().to(), ")"));
                }
            }
        }
    }

    private int startOf(int token) {
        return token < tokens.size() ? tokens.get(token).span().from() : end();
    }

    private int end() {
        return tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).span().to();
    }

    /** An operator or a comma between two operands. */
    private void operators() {
        for (int i = 1; i < tokens.size(); i++) {
            Token left = tokens.get(i - 1);
            Token right = tokens.get(i);
            if (left.kind() == Kind.NUMBER
                    && right.is(",")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).kind() == Kind.NUMBER
                    && left.span().to() + 1 == tokens.get(i + 1).span().from()) {
                replace("Write a point", i, i, ".");
            }
            if (right.is("@")
                    && (left.kind() == Kind.NUMBER
                            || i + 1 < tokens.size() && tokens.get(i + 1).kind() == Kind.NUMBER)) {
                replace("Write *", i, i, "*");
            }
            boolean isComment = (left.is("//") || left.is("%"))
                    && right.kind() == Kind.NAME
                    && !names.values().contains(right.text())
                    && !names.isFunction(right.text());
            if (isComment) {
                replace("Write #", i - 1, i - 1, "#");
            }
            boolean isCall = right.is("(") && names.isFunction(left.text());
            if (endsOperand(left) && startsOperand(right) && !isCall) {
                String likely = likely(i);
                for (String operator : OPERATORS) {
                    Edit edit = new Edit(new Span(left.span().to(), right.span().from()), operator);
                    remedies.add(new Remedy("Insert " + operator.strip(), List.of(edit), !operator.equals(likely)));
                }
            }
        }
    }

    /** The operator that is meant before a token if several fit; empty if that cannot be known. */
    private String likely(int right) {
        Token left = tokens.get(right - 1);
        Token token = tokens.get(right);
        boolean isCall = right + 1 < tokens.size() && tokens.get(right + 1).is("(") && names.isFunction(token.text());
        boolean isBias = token.text().startsWith("b") && names.values().contains(token.text());
        boolean isAdded = left.is(")")
                && endsCall(right - 1)
                && (names.isNumber(token.text()) || isCall && TERMS.contains(token.text()));
        if (left.kind() == Kind.NUMBER && token.kind() == Kind.NUMBER) {
            return ", ";
        } else if (isBias || isAdded) {
            return " + ";
        } else if (token.isWord("y")) {
            return " - ";
        }
        boolean isFactor = isCall || left.kind() == Kind.NUMBER || names.isNumber(left.text());
        boolean isProduct =
                names.values().contains(left.text()) && names.values().contains(token.text());
        return isFactor ? " * " : isProduct ? " @ " : "";
    }

    /** Whether a ) closes the arguments of a function. */
    private boolean endsCall(int close) {
        int depth = 0;
        for (int i = close; i > 0; i--) {
            depth += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
            if (depth == 0) {
                return tokens.get(i - 1).kind() == Kind.NAME;
            }
        }
        return false;
    }

    private static boolean endsOperand(Token token) {
        return token.kind() == Kind.NAME || token.kind() == Kind.NUMBER || token.is(")") || token.is("]");
    }

    private static boolean startsOperand(Token token) {
        return token.kind() == Kind.NAME || token.kind() == Kind.NUMBER || token.is("(") || token.is("-");
    }

    /** Brackets without the other one of the pair: inserted at any place, or removed. */
    private void brackets() {
        for (String pair : List.of("()", "[]")) {
            String open = pair.substring(0, 1);
            String close = pair.substring(1);
            int more = count(open) - count(close);
            if (more > 0) {
                insert("Insert " + close, here, close);
                for (int i = tokens.size(); i > 1; i--) {
                    edit("Insert " + close, insertion(tokens.get(i - 1).span().to(), close));
                }
            }
            if (more < 0) {
                int equals = tokens.size() > 1 && tokens.get(1).is("=") ? 2 : 0;
                insert("Insert " + open, equals, open);
                for (String before : List.of("(", "/", "-", "*", "@", "+")) {
                    for (int i = equals; i + 1 < tokens.size(); i++) {
                        if (tokens.get(i).is(before)) {
                            edit("Insert " + open, insertion(startOf(i + 1), open));
                        }
                    }
                }
            }
            for (int i = tokens.size() - 1; i >= 0 && more != 0; i--) {
                if (tokens.get(i).is(more > 0 ? open : close)) {
                    replace("Remove " + tokens.get(i).text(), i, i, "");
                }
            }
        }
    }

    private int count(String sign) {
        return (int) tokens.stream().filter(token -> token.is(sign)).count();
    }

    private void insert(String label, int before, String words) {
        if (before > 0 && before < tokens.size()) { // with the space between the tokens
            edit(label, new Edit(new Span(tokens.get(before - 1).span().to(), startOf(before)), words));
        } else {
            edit(label, insertion(before == 0 ? startOf(0) : end(), words));
        }
    }

    private void replace(String label, int from, int to, String words) {
        edit(label, new Edit(tokens.get(from).span().through(tokens.get(to).span()), words));
    }

    private static Edit insertion(int at, String words) {
        return new Edit(new Span(at, at), words);
    }

    private void edit(String label, Edit... edits) {
        remedies.add(new Remedy(label, List.of(edits)));
    }

    /** What the fixes need to know of names. */
    interface Names {
        /** No function has a longer name. */
        int LONGEST_FUNCTION = 40;

        /** The names that lines use and none defines. */
        List<String> missing();

        /** The names that have a value, y first and then the last one. */
        List<String> values();

        boolean isFunction(String word);

        /** Whether a name is a plain number. */
        boolean isNumber(String word);

        /** The longest function with which a word begins. */
        default Optional<String> functionThatBegins(String word) {
            for (int length = Math.min(word.length(), LONGEST_FUNCTION); length > 2; length--) {
                if (isFunction(word.substring(0, length))) {
                    return Optional.of(word.substring(0, length));
                }
            }
            return Optional.empty();
        }
    }
}
