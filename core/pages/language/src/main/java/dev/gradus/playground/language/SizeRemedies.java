package dev.gradus.playground.language;

import dev.gradus.node.AxisReduction;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Program.Weight;
import dev.gradus.playground.language.Remedy.Edit;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Possible fixes of operands whose sizes do not fit: other sizes of weights, transposes, swapped operands, another operator, an
 * axis that is kept. There are more of them than can be right; {@link Remedies} tries them.
 */
final class SizeRemedies {
    /** The number of sizes that are tried for each axis of a weight. */
    private static final int MOST_SIZES = 6;

    private final String sign;
    private final List<Node> operands;
    private final List<Expr> written;
    private final Builder program;
    private final List<Remedy> remedies = new ArrayList<>();

    SizeRemedies(String sign, List<Node> operands, List<Expr> written, Builder program) {
        this.sign = sign;
        this.operands = operands;
        this.written = written;
        this.program = program;
    }

    /** Adds fixes of an op whose sign is at a span. */
    Problem added(Problem problem, Optional<Span> signSpan) {
        if (operands.size() >= 2) {
            pair(problem.head().equals("both would grow"), signSpan);
        } else {
            sizes();
        }
        axes(problem.span());
        elsewhere();
        remedies.addAll(0, problem.remedies());
        return problem.withRemedies(remedies);
    }

    /** Fixes of an op of two operands. */
    private void pair(boolean isAccident, Optional<Span> signSpan) {
        boolean isProduct = sign.equals("@");
        if (signSpan.isPresent() && sign.equals("*")) {
            remedies.add(Remedy.of("Write @", signSpan.get(), "@"));
        }
        if (isProduct && operands.stream().anyMatch(node -> node.shape().rank() == 0)) {
            signSpan.ifPresent(span -> remedies.add(Remedy.of("Write *", span, "*")));
        }
        if (isProduct || sign.equals("*")) {
            swapped(isProduct ? Optional.empty() : signSpan);
        }
        if (isProduct) {
            siblings();
            turned();
            sizes();
            transposed();
            return;
        }
        if (isAccident) {
            stretched();
        }
        columns();
        sizes();
        kept();
        stretched();
    }

    /** Other sizes of weights: who changes a size by mistake makes a new one, so fewer different ones come first. */
    private void sizes() {
        int first = remedies.size();
        if (operands.size() >= 2 && sign.equals("@")) {
            fitted();
        } else if (operands.size() >= 2) {
            broadcast(1, operands.get(0).shape());
            broadcast(0, operands.get(1).shape());
        }
        weights();
        if (program.isQuick()) {
            remedies.subList(first, remedies.size()).sort(Comparator.comparingInt(this::numbers));
        }
    }

    /** The operands in the other order, and with @ if the sign is another one. */
    private void swapped(Optional<Span> signSpan) {
        if (isSingle(written.get(0)) && isSingle(written.get(1))) {
            List<Edit> edits = new ArrayList<>(List.of(new Edit(written.get(0).span(), text(1))));
            signSpan.ifPresent(span -> edits.add(new Edit(span, "@")));
            edits.add(new Edit(written.get(1).span(), text(0)));
            remedies.add(new Remedy("Write " + text(1) + " @ " + text(0), edits));
        }
    }

    private String text(int operand) {
        return written.get(operand).span().of(program.text());
    }

    /** Whether an expression keeps its meaning beside any operator. */
    private static boolean isSingle(Expr expr) {
        return expr instanceof Expr.Name
                || expr instanceof Expr.Call
                || expr instanceof Expr.Member
                || expr instanceof Expr.Index;
    }

    /** The weight that is an operand, with the size of the other one. */
    private void fitted() {
        Shape a = operands.get(0).shape();
        Shape b = operands.get(1).shape();
        if (a.rank() == 2 && b.rank() == 2) {
            resized(operands.get(1), a.size(1), b.size(1));
            resized(operands.get(0), a.size(0), b.size(0));
        }
    }

    /** The weight that is an operand, with the last sizes of the other one. */
    private void broadcast(int operand, Shape other) {
        Shape shape = operands.get(operand).shape();
        if (shape.rank() == 0 || shape.rank() > other.rank()) {
            return;
        }
        int[] sizes = shape.sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = sizes[axis] == 1 ? 1 : other.size(axis + other.rank() - sizes.length);
        }
        resized(operands.get(operand), sizes);
        resized(operands.get(operand), other.size(other.rank() - 1));
    }

    /** Another weight that differs by its number, that fits, and that no other line uses: W2 instead of W1. */
    private void siblings() {
        if (!(written.get(1) instanceof Expr.Name name)) {
            return;
        }
        int columns =
                operands.get(0).shape().rank() == 2 ? operands.get(0).shape().size(1) : -1;
        program.shapesByName().forEach((other, shape) -> {
            boolean fits = shape.rank() == 2 && shape.size(0) == columns && program.isWeight(other);
            long uses = Tokens.of(program.text()).stream()
                    .filter(token -> token.isWord(other))
                    .count();
            if (fits && uses == 1 && NameRemedies.isAlike(name.text(), other)) {
                remedies.add(Remedy.of("Use " + other, name.span(), other));
            }
        });
    }

    /** What is the wrong way round: a transpose that is written, or the sizes of a weight. */
    private void turned() {
        for (int operand : new int[] {1, 0}) {
            Shape shape = operands.get(operand).shape();
            if (written.get(operand) instanceof Expr.Member member
                    && member.name().equals("T")) {
                Span dot = new Span(member.of().span().to(), member.span().to());
                remedies.add(Remedy.of("Remove " + dot.of(program.text()), dot, ""));
            } else if (shape.rank() == 2) {
                resized(operands.get(operand), shape.size(1), shape.size(0));
            }
        }
    }

    private void transposed() {
        for (int operand : new int[] {1, 0}) {
            if (isSingle(written.get(operand))) {
                int end = written.get(operand).span().to();
                remedies.add(Remedy.of("Use " + text(operand) + ".T", new Span(end, end), ".T"));
            }
        }
    }

    /** The axis of a reduction is kept, or put in again. */
    private void kept() {
        for (int operand : new int[] {1, 0}) {
            Expr expr = written.get(operand);
            int end = expr.span().to();
            if (expr instanceof Expr.Call && operands.get(operand) instanceof AxisReduction) {
                remedies.add(Remedy.of("Keep the axis", new Span(end - 1, end - 1), ", keepdims=True"));
            }
        }
    }

    private void stretched() {
        int lower = operands.get(0).shape().rank() < operands.get(1).shape().rank() ? 0 : 1;
        stretched(lower, operands.get(1 - lower).shape());
        stretched(1 - lower, operands.get(lower).shape());
    }

    /** An operand with further axes of size 1, or in the other's shape. */
    private void stretched(int operand, Shape other) {
        Shape shape = operands.get(operand).shape();
        Expr expr = written.get(operand);
        if (!isSingle(expr) || shape.rank() == 0) {
            return;
        }
        int end = expr.span().to();
        if (shape.rank() != other.rank() && shape.elements() == other.elements()) {
            String sizes = Sizes.asArguments(other);
            remedies.add(Remedy.of("Reshape " + text(operand), new Span(end, end), ".reshape(" + sizes + ")"));
        }
        if (shape.rank() == other.rank() - 1) {
            String all = ":, ".repeat(shape.rank());
            remedies.add(Remedy.of("Use " + text(operand) + "[None]", new Span(end, end), "[None]"));
            remedies.add(
                    Remedy.of("Use " + text(operand) + "[" + all + "None]", new Span(end, end), "[" + all + "None]"));
        }
    }

    /** The only column of given data, for a loss that wants labels. */
    private void columns() {
        for (int operand : new int[] {1, 0}) {
            Node data = operands.get(operand);
            Shape shape = data.shape();
            if (data instanceof Input && shape.rank() == 2 && shape.size(1) == 1 && isSingle(written.get(operand))) {
                int end = written.get(operand).span().to();
                remedies.add(Remedy.of("Use " + text(operand) + "[:, 0]", new Span(end, end), "[:, 0]"));
            }
        }
    }

    /** The weights on which the operands depend, those nearest to the problem first, with other sizes. */
    private void weights() {
        List<Node> open = new ArrayList<>();
        for (int i = operands.size() - 1; i >= 0; i--) {
            open.add(operands.get(i));
        }
        Set<Node> seen = new LinkedHashSet<>(open);
        for (int i = 0; i < open.size(); i++) {
            List<Node> inputs = open.get(i).inputs();
            for (int j = inputs.size() - 1; j >= 0; j--) {
                if (seen.add(inputs.get(j))) {
                    open.add(inputs.get(j));
                }
            }
        }
        for (Node weight : seen.stream().filter(Parameter.class::isInstance).toList()) {
            List<Integer> sizes = sizesFor(weight);
            Shape shape = weight.shape();
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                for (int size : sizes) {
                    int[] changed = shape.sizes();
                    changed[axis] = size;
                    resized(weight, changed);
                }
            }
            if (shape.rank() == 2) {
                resized(weight, shape.size(1), shape.size(0));
                resized(weight, shape.size(0));
            }
        }
    }

    /** How many different numbers the program would have. */
    private int numbers(Remedy remedy) {
        return (int) Tokens.of(remedy.mend(program.text())).stream()
                .filter(token -> token.kind() == Token.Kind.NUMBER)
                .map(Token::text)
                .distinct()
                .count();
    }

    /** The sizes that other arrays have, without that of the batch. */
    private List<Integer> sizesFor(Node weight) {
        Set<Integer> sizes = new LinkedHashSet<>();
        List<Shape> shapes = new ArrayList<>(operands.stream().map(Node::shape).toList());
        shapes.addAll(program.shapes());
        for (Shape shape : shapes) {
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                if (!shape.name(axis).equals("n_batch")) {
                    sizes.add(shape.size(axis));
                }
            }
        }
        List<Integer> tried = new ArrayList<>(sizes.stream().limit(MOST_SIZES).toList());
        for (int size : weight.shape().sizes()) {
            tried.add(size - 1);
            tried.add(size + 1);
        }
        return tried.stream().filter(size -> size > 0).distinct().toList();
    }

    /** Gives a weight other sizes; the size of a batch is none of them. */
    private void resized(Node node, int... sizes) {
        if (node instanceof Parameter && !hasSizeOfBatch(sizes)) {
            program.weight(node).flatMap(weight -> resized(weight, sizes)).ifPresent(remedies::add);
        }
    }

    /** Gives a weight other sizes; empty if its line does not write them, or has them already. */
    static Optional<Remedy> resized(Weight weight, int... sizes) {
        Shape shape = weight.parameter().shape();
        List<Span> spans = weight.sizes();
        if (spans.isEmpty() || Arrays.equals(sizes, shape.sizes())) {
            return Optional.empty();
        }
        List<Edit> edits = new ArrayList<>();
        for (int axis = 0; axis < sizes.length && spans.size() == sizes.length; axis++) {
            if (shape.size(axis) != sizes[axis]) {
                edits.add(new Edit(spans.get(axis), String.valueOf(sizes[axis])));
            }
        }
        Shape all = Shape.of(sizes);
        if (spans.size() != sizes.length) {
            edits.add(new Edit(spans.get(0).through(spans.get(spans.size() - 1)), Sizes.asArguments(all)));
        }
        return Optional.of(new Remedy("Make " + weight.parameter().label() + " " + Sizes.of(all), edits));
    }

    private boolean hasSizeOfBatch(int... sizes) {
        return program.shapes().stream()
                .filter(shape -> shape.rank() > 0 && shape.name(0).equals("n_batch"))
                .anyMatch(shape -> shape.size(0) > 8 && Arrays.stream(sizes).anyMatch(size -> size == shape.size(0)));
    }

    /** Another axis, or another size of a shape. */
    private void axes(Span span) {
        List<Token> tokens = Tokens.of(program.text());
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean isWithin =
                    token.span().from() >= span.from() && token.span().to() <= span.to();
            if (token.kind() == Token.Kind.NUMBER
                    && isWithin
                    && !tokens.get(i - 1).is("*")
                    && !tokens.get(i - 1).is("/")) {
                for (String other : List.of("1", "-1", "0")) {
                    remedies.add(Remedy.of("Write " + other + " instead of " + token.text(), token.span(), other));
                }
            }
        }
    }

    /** What may be wrong in the lines before: a transpose that is there or missing, swapped operands, * instead of @. */
    private void elsewhere() {
        List<Token> tokens = Tokens.of(program.text());
        for (int i = tokens.size() - 2; i > 0; i--) {
            Token before = tokens.get(i - 1);
            Token token = tokens.get(i);
            Token next = tokens.get(i + 1);
            if (token.isWord("T") && before.is(".")) {
                remedies.add(Remedy.of("Remove this .T", before.span().through(token.span()), ""));
            }
            if (token.is("*") && !next.is("*")) {
                remedies.add(Remedy.of("Write @ instead of *", token.span(), "@"));
            }
            if (token.is("@") && isBare(tokens, i - 1) && isBare(tokens, i + 1)) {
                String swapped = next.text() + " @ " + before.text();
                remedies.add(Remedy.of("Write " + swapped, before.span().through(next.span()), swapped));
            }
            if (isBare(tokens, i) && (before.is("@") || next.is("@"))) {
                int end = token.span().to();
                remedies.add(Remedy.of("Use " + token.text() + ".T", new Span(end, end), ".T"));
            }
        }
    }

    /** Whether a token is a name that nothing is taken of. */
    private static boolean isBare(List<Token> tokens, int i) {
        Token next = tokens.get(i + 1);
        return tokens.get(i).kind() == Token.Kind.NAME && !next.is(".") && !next.is("(") && !next.is("[");
    }
}
