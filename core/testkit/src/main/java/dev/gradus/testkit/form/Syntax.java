package dev.gradus.testkit.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the expressions in the templates of a {@link dev.gradus.node.Notation}: the common part of Java and Python,
 * such as {@code {0}.matMul({1})} and {@code np.sum({0}, axis=1) / 3}.
 */
public final class Syntax {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\\{\\d+}|\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+(?:[eE][-+]?\\d+)?|[A-Za-z_]\\w*|\\*\\*|[<>=!]=|[-+*/@<>=().,{}\\[\\]])");

    /** The loosest operators first. */
    private static final List<Set<String>> OPERATORS =
            List.of(Set.of("<", ">", "<=", ">=", "==", "!="), Set.of("+", "-"), Set.of("*", "/", "@"));

    private final List<String> tokens = new ArrayList<>();
    private int next;

    /** A part of an expression. */
    sealed interface Part {}

    /** A number: {@code 2.5}. In Java an integer has another type. */
    record Literal(double value, boolean isInteger) implements Part {}

    /** {@code {0}}. */
    record Operand(int index) implements Part {}

    /** {@code np} or {@code True}. */
    record Name(String text) implements Part {}

    /** {@code -a} has no left side. */
    record Operation(String sign, List<Part> sides) implements Part {}

    /** {@code target.name}. */
    record Member(Part target, String name) implements Part {}

    /** {@code function(a, axis=1)}. */
    record Call(Part function, List<Part> arguments, Map<String, Part> named) implements Part {}

    /** {@code new Name(…)}. */
    record Made(Call call) implements Part {}

    /** {@code (1, 2)} or {@code new int[] {1, 2}}. */
    record Sequence(List<Part> elements) implements Part {}

    /** Thrown if an expression contains anything else. */
    static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownException(String what) {
            super(what);
        }
    }

    private Syntax(String text) {
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, matcher.regionEnd());
        }
        if (end < text.strip().length()) {
            throw new UnknownException(text.strip().substring(end));
        }
    }

    /**
     * The parts of an expression.
     *
     * @throws UnknownException if the text contains anything unknown to this class
     */
    static Part parse(String text) {
        Syntax syntax = new Syntax(text);
        Part whole = syntax.operation(0);
        if (syntax.next < syntax.tokens.size()) {
            throw new UnknownException(syntax.peek());
        }
        return whole;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private boolean takes(String token) {
        boolean found = peek().equals(token);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String token) {
        if (!takes(token)) {
            throw new UnknownException(peek());
        }
    }

    private Part operation(int level) {
        if (level == OPERATORS.size()) {
            return sign();
        }
        Part left = operation(level + 1);
        while (OPERATORS.get(level).contains(peek())) {
            String operator = tokens.get(next++);
            left = new Operation(operator, List.of(left, operation(level + 1)));
        }
        return left;
    }

    private Part sign() {
        if (takes("-")) {
            return new Operation("-", List.of(sign()));
        }
        Part base = postfix();
        return takes("**") ? new Operation("**", List.of(base, sign())) : base;
    }

    private Part postfix() {
        Part part = primary();
        while (true) {
            if (takes(".")) {
                part = new Member(part, tokens.get(next++));
            } else if (takes("(")) {
                part = call(part);
            } else if (peek().equals("[")) {
                throw new UnknownException("[");
            } else {
                return part;
            }
        }
    }

    private Call call(Part function) {
        List<Part> arguments = new ArrayList<>();
        Map<String, Part> named = new LinkedHashMap<>();
        while (!takes(")")) {
            Part argument = operation(0);
            if (argument instanceof Name name && takes("=")) {
                named.put(name.text, operation(0));
            } else {
                arguments.add(argument);
            }
            if (!peek().equals(")")) {
                expect(",");
            }
        }
        return new Call(function, arguments, named);
    }

    private Part primary() {
        String token = peek();
        next++;
        if (token.startsWith("{") && token.length() > 1) {
            return new Operand(Integer.parseInt(token.substring(1, token.length() - 1)));
        }
        if (!token.isEmpty() && (Character.isDigit(token.charAt(0)) || token.matches("\\.\\d.*"))) {
            return new Literal(Double.parseDouble(token), token.matches("\\d+"));
        }
        if (token.equals("new")) {
            return made();
        }
        if (token.equals("(")) {
            return parenthesis();
        }
        if (token.isEmpty() || !Character.isJavaIdentifierStart(token.charAt(0))) {
            throw new UnknownException(token);
        }
        return new Name(token);
    }

    private Part made() {
        String type = tokens.get(next++);
        if (takes("[")) {
            expect("]");
            expect("{");
            return new Sequence(elements("}"));
        }
        expect("(");
        return new Made(call(new Name(type)));
    }

    private Part parenthesis() {
        Part first = peek().equals(")") ? new Sequence(List.of()) : operation(0);
        if (takes(")")) {
            return first;
        }
        expect(",");
        List<Part> elements = new ArrayList<>(List.of(first));
        elements.addAll(elements(")"));
        return new Sequence(elements);
    }

    private List<Part> elements(String end) {
        List<Part> elements = new ArrayList<>();
        while (!takes(end)) {
            elements.add(operation(0));
            if (!peek().equals(end)) {
                expect(",");
            }
        }
        return elements;
    }
}
