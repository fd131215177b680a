package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.playground.language.Token.Kind;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of a program, for further expressions that are no part of it. Typed functions are read as mathematics: their
 * gradient follows from their value, even if the program gives them another rule. Not thread-safe.
 */
public final class Scope {
    /** The sign of {@code np.add.at(name, index, value)}, which adds once for each time that the index has an element. */
    public static final String ADD_AT = "add.at";

    private static final int MOST_LETTERS = 10_000;

    private final Builder builder;
    private final Program program;
    private final Map<Node, Span> spans;

    /**
     * A statement: {@code name = value}, {@code name += value}, or {@code name[index] = value}.
     *
     * @param sign the empty string, the sign before =, or {@link #ADD_AT}
     * @param index what is within the brackets after the name
     * @param value the value; empty if the statement cannot be read
     * @param span the whole statement
     * @param problem why it cannot be read
     */
    public record Line(
            String name,
            Span nameSpan,
            String sign,
            List<Expr> index,
            Optional<Expr> value,
            Span span,
            Optional<Problem> problem) {}

    private Scope(Builder builder) {
        this.builder = builder;
        this.program = builder.read();
        this.spans = Map.copyOf(program.spans());
    }

    /** Reads a program. */
    public static Scope of(String text, Map<String, Tensor> data, long seed) {
        return new Scope(new Builder(text, data, seed, Builder.Purpose.MATHEMATICS));
    }

    /** The program. */
    public Program program() {
        return program;
    }

    /**
     * Evaluates an expression.
     *
     * @param names further names, which take precedence over those of the program
     * @throws Problem if it has no value
     */
    public Node node(Expr expr, Map<String, Node> names) {
        builder.beginApart(spans);
        Map<String, Value> values = new LinkedHashMap<>();
        names.forEach((name, node) -> values.put(
                name,
                builder.value(name)
                        .filter(value -> value instanceof Value.Scalar number
                                && number.node().equals(Optional.of(node)))
                        .orElseGet(() -> new Value.Of(node))));
        Expr read = Idioms.read(expr);
        return new Expressions(builder, values, Set.of(), "").node(read);
    }

    /** Whether the program or the language gives a name a meaning. */
    public boolean isKnown(String name) {
        return builder.value(name).isPresent() || builder.function(name).isPresent() || Calls.isKnown(name);
    }

    /** Whether an expression names a function or a library, and not a value or one of its members. */
    public boolean isFunction(Expr expr) {
        return !(expr instanceof Expr.Name)
                && QualifiedName.of(expr, word -> builder.value(word).isPresent())
                        .filter(QualifiedName::isQualified)
                        .isPresent();
    }

    /** Reads the statements of a text, each by itself, so that a wrong one does not hide those after it. */
    public static List<Line> lines(String text) {
        if (text.length() > MOST_LETTERS) {
            Span all = new Span(0, 0);
            Problem problem = Problem.at(
                    all, "too long", "These lines have more than " + MOST_LETTERS + " characters. Use fewer.");
            return List.of(new Line("", all, "", List.of(), Optional.empty(), all, Optional.of(problem)));
        }
        List<Line> lines = new ArrayList<>();
        List<Token> tokens = gradients(Tokens.of(text));
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.END) {
                if (i > from) {
                    lines.addAll(read(tokens.subList(from, i + 1)));
                }
                from = i + 1;
            }
        }
        return lines;
    }

    /** Reads PyTorch's name of a gradient, {@code W.grad}, as one name. */
    private static List<Token> gradients(List<Token> tokens) {
        List<Token> all = new ArrayList<>();
        for (Token token : tokens) {
            int size = all.size();
            if (token.isWord("grad")
                    && size > 1
                    && all.get(size - 1).is(".")
                    && all.get(size - 2).kind() == Kind.NAME) {
                Token of = all.get(size - 2);
                all.subList(size - 2, size).clear();
                all.add(new Token(Kind.NAME, "grad_" + of.text(), of.span().through(token.span())));
            } else {
                all.add(token);
            }
        }
        return all;
    }

    private static List<Line> read(List<Token> row) {
        Token first = row.get(0);
        Span span = first.span().through(row.get(row.size() - 2).span());
        try {
            boolean isPart = first.kind() == Kind.NAME && row.get(1).is("[");
            if (isPart) {
                return List.of(part(row, span));
            } else if (row.size() > 5
                    && row.get(2).text().equals("add")
                    && row.get(4).text().equals("at")) {
                return List.of(addition(row, span));
            }
            Statement statement = new Parser(row).next().orElseThrow();
            if (statement instanceof Statement.Update update) {
                return List.of(line(update.name(), first.span(), update.sign(), update.value(), span));
            } else if (statement instanceof Statement.Assignment one) {
                return List.of(line(one.name(), one.nameSpan(), "", one.value(), span));
            } else if (statement instanceof Statement.Several several) {
                return several.assignments().stream()
                        .map(one -> line(one.name(), one.nameSpan(), "", one.value(), span))
                        .toList();
            }
            throw Problem.at(span, "not a value", "A line of the backward pass is a name, = and a value.");
        } catch (Problem problem) {
            String name = first.kind() == Kind.NAME ? first.text() : "";
            return List.of(new Line(name, first.span(), "", List.of(), Optional.empty(), span, Optional.of(problem)));
        }
    }

    /** The statement {@code np.add.at(name, index, value)}. */
    private static Line addition(List<Token> row, Span span) {
        if (Parser.expression(row) instanceof Expr.Call call
                && call.arguments().size() == 3
                && call.arguments().get(0) instanceof Expr.Name name) {
            List<Expr> index = List.of(call.arguments().get(1));
            Optional<Expr> value = Optional.of(call.arguments().get(2));
            return new Line(name.text(), name.span(), ADD_AT, index, value, span, Optional.empty());
        }
        throw Problem.at(span, "not a value", "Write np.add.at with a name, an index and a value.");
    }

    private static Line line(String name, Span nameSpan, String sign, Expr value, Span span) {
        return new Line(name, nameSpan, sign, List.of(), Optional.of(value), span, Optional.empty());
    }

    /** A change of some elements: the text before = is an index, and perhaps a sign. */
    private static Line part(List<Token> row, Span span) {
        int at = 0;
        for (int depth = 0; at < row.size() - 1 && (depth > 0 || !row.get(at).is("=")); at++) {
            Token token = row.get(at);
            depth += token.is("[") || token.is("(") ? 1 : token.is("]") || token.is(")") ? -1 : 0;
        }
        Token before = row.get(at - 1);
        boolean hasSign = before.is("+") || before.is("-") || before.is("*") || before.is("/");
        Token end = row.get(row.size() - 1);
        List<Token> left = new ArrayList<>(row.subList(0, hasSign ? at - 1 : at));
        left.add(end);
        if (at == row.size() - 1
                || !(Parser.expression(left) instanceof Expr.Index index)
                || !(index.of() instanceof Expr.Name name)) {
            throw Problem.at(
                    row.get(0).span(), "missing name", "A line must begin with a name and =, as in z = x @ W + b.");
        }
        Expr value = Parser.expression(row.subList(at + 1, row.size()));
        return new Line(
                name.text(),
                name.span(),
                hasSign ? before.text() : "",
                index.subscripts(),
                Optional.of(value),
                span,
                Optional.empty());
    }
}
