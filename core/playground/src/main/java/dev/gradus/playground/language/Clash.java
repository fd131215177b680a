package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Problem.Piece;
import dev.gradus.playground.language.Program.Weight;
import dev.gradus.playground.language.Remedy.Edit;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Explains why an op cannot be created from its operands, and suggests a fix. */
final class Clash {
    private final String sign;
    private final List<Node> operands;
    private final List<Expr> written;
    private final Function<Node, Optional<Weight>> weights;

    Clash(String sign, List<Node> operands, List<Expr> written, Function<Node, Optional<Weight>> weights) {
        this.sign = sign;
        this.operands = operands;
        this.written = written;
        this.weights = weights;
    }

    Problem problem(Span span, RuntimeException thrown) {
        Problem problem = Problem.at(span, "sizes do not fit", sentence(thrown));
        if (operands.size() == 2 && sign.equals("@")) {
            problem = product(span).orElse(problem);
        } else if (operands.size() >= 2 && String.valueOf(thrown.getMessage()).contains("must have the same shape")) {
            problem = loss(span);
        } else if (operands.size() == 2 && isElementwise(thrown)) {
            problem = elementwise(span, thrown);
        }
        return problem.about(sign, operands);
    }

    /** The engine's message, without the class of the op. */
    private String sentence(RuntimeException thrown) {
        String message = String.valueOf(thrown.getMessage());
        int colon = message.indexOf(": ");
        boolean isOp = colon > 0 && message.substring(0, colon).chars().allMatch(Character::isLetterOrDigit);
        String said = isOp && !sign.isEmpty() ? sign + ": " + message.substring(colon + 2) : message;
        return said.endsWith(".") || said.endsWith("?") ? said : said + ".";
    }

    private Optional<Problem> product(Span span) {
        Node a = operands.get(0);
        Node b = operands.get(1);
        if (a.shape().rank() != 2 || b.shape().rank() != 2) {
            return Optional.empty();
        }
        int columns = a.shape().size(1);
        int rows = b.shape().size(0);
        Problem problem = Problem.at(
                        span,
                        "shapes do not meet",
                        subject() + " has " + counted(columns, "column") + ", but " + name(1) + " has "
                                + counted(rows, "row") + ": @ needs the same number of each.")
                .with(List.of(
                        piece(plain(0) + " " + a.shape().size(0) + " × "),
                        clashing(columns),
                        piece(" @ " + plain(1) + " "),
                        clashing(rows),
                        piece(" × " + b.shape().size(1))));
        return Optional.of(resized(b, columns, b.shape().size(1))
                .or(() -> turned(a, b))
                .or(() -> resized(a, a.shape().size(0), rows))
                .map(problem::mendedBy)
                .orElse(problem));
    }

    private Optional<Remedy> turned(Node a, Node b) {
        if (a.shape().size(1) == b.shape().size(1)) {
            return transposed(1);
        }
        return a.shape().size(0) == b.shape().size(0) ? transposed(0) : Optional.empty();
    }

    private Optional<Remedy> transposed(int operand) {
        Expr expr = written.get(operand);
        int end = expr.span().to();
        return expr instanceof Expr.Name name
                ? Optional.of(Remedy.of("Use " + name.text() + ".T", new Span(end, end), ".T"))
                : Optional.empty();
    }

    private static boolean isElementwise(RuntimeException thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.contains("do not broadcast") || message.contains("would both grow");
    }

    private Problem elementwise(Span span, RuntimeException thrown) {
        Shape a = operands.get(0).shape();
        Shape b = operands.get(1).shape();
        boolean isAccident = String.valueOf(thrown.getMessage()).contains("would both grow");
        int rank = Math.max(a.rank(), b.rank());
        String sizes = subject() + " is " + Sizes.inWords(a) + " and " + name(1) + " is " + Sizes.inWords(b);
        Problem problem = Problem.at(
                        span,
                        isAccident ? "both would grow" : "shapes do not fit",
                        isAccident
                                ? sizes + ": both would grow, to " + grown(a, b, rank) + ", which is rarely intended."
                                : sizes + ": they do not match element by element, and neither can be broadcast.")
                .with(side(a, b));
        Optional<Remedy> resized = fitted(operands.get(1), a).or(() -> fitted(operands.get(0), b));
        Optional<Remedy> remedy = isAccident ? reshaped(a, b).or(() -> resized) : resized.or(() -> reshaped(a, b));
        return remedy.map(problem::mendedBy).orElse(problem);
    }

    private static String grown(Shape a, Shape b, int rank) {
        int[] sizes = new int[rank];
        Arrays.setAll(sizes, axis -> Math.max(fromEnd(a, rank - axis), fromEnd(b, rank - axis)));
        return Sizes.of(Shape.of(sizes));
    }

    private Optional<Remedy> reshaped(Shape a, Shape b) {
        int lower = a.rank() < b.rank() ? 0 : 1;
        boolean hasAsMany = a.elements() == b.elements() && a.rank() != b.rank();
        return hasAsMany && written.get(lower) instanceof Expr.Name name
                ? Optional.of(Remedy.of(
                        "Reshape " + name.text(),
                        name.span(),
                        name.text() + ".reshape("
                                + commas(operands.get(1 - lower).shape()) + ")"))
                : Optional.empty();
    }

    private static String commas(Shape shape) {
        return Arrays.stream(shape.sizes()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    /** A parameter resized to match the other operand, with sizes of 1 kept. */
    private Optional<Remedy> fitted(Node node, Shape other) {
        if (other.rank() == 0 || node.shape().rank() == 0 || node.shape().rank() > other.rank()) {
            return Optional.empty();
        }
        int[] sizes = new int[node.shape().rank()];
        for (int axis = 0; axis < sizes.length; axis++) {
            int here = node.shape().size(axis);
            int there = other.size(axis + other.rank() - sizes.length);
            sizes[axis] = here == 1 ? 1 : there;
        }
        return resized(node, sizes);
    }

    private Problem loss(Span span) {
        Shape a = operands.get(0).shape();
        Shape b = operands.get(1).shape();
        return Problem.at(
                        span,
                        "shapes do not meet",
                        "The loss compares " + Sizes.inWords(a) + " with " + Sizes.inWords(b)
                                + ": both must have the same shape.")
                .with(side(a, b));
    }

    /** Resizes a parameter whose sizes are written as numbers. */
    private Optional<Remedy> resized(Node node, int... sizes) {
        Optional<Weight> weight = node instanceof Parameter ? weights.apply(node) : Optional.empty();
        if (weight.isEmpty() || weight.get().sizes().size() != sizes.length || !node.isNamed()) {
            return Optional.empty();
        }
        List<Edit> edits = new ArrayList<>();
        for (int axis = 0; axis < sizes.length; axis++) {
            if (node.shape().size(axis) != sizes[axis]) {
                edits.add(new Edit(weight.get().sizes().get(axis), String.valueOf(sizes[axis])));
            }
        }
        return Optional.of(new Remedy("Make " + node.label() + " " + Sizes.of(Shape.of(sizes)), edits));
    }

    /** The two shapes, with the sizes that do not match marked. */
    private List<Piece> side(Shape a, Shape b) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(piece(plain(0) + " "));
        pieces.addAll(sizes(a, b));
        pieces.add(piece(" " + (isSign() ? sign : "and") + " " + plain(1) + " "));
        pieces.addAll(sizes(b, a));
        return pieces;
    }

    private boolean isSign() {
        return !sign.isEmpty() && !Character.isLetter(sign.charAt(0));
    }

    private static List<Piece> sizes(Shape shape, Shape other) {
        List<Piece> pieces = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            int here = shape.size(axis);
            int there = fromEnd(other, shape.rank() - axis);
            pieces.add(piece(axis == 0 ? "" : " × "));
            pieces.add(new Piece(String.valueOf(here), here != there && here != 1 && there != 1));
        }
        return pieces.isEmpty() ? List.of(piece("one number")) : pieces;
    }

    private static int fromEnd(Shape shape, int axis) {
        return axis <= shape.rank() ? shape.size(shape.rank() - axis) : 1;
    }

    private static Piece piece(String text) {
        return new Piece(text, false);
    }

    private static Piece clashing(int number) {
        return new Piece(String.valueOf(number), true);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private String name(int operand) {
        return operands.get(operand).isNamed()
                ? "«" + operands.get(operand).label() + "»"
                : operand == 0 ? "the left side" : "the right side";
    }

    private String subject() {
        return operands.get(0).isNamed() ? name(0) : "The left side";
    }

    private String plain(int operand) {
        return operands.get(operand).isNamed() ? operands.get(operand).label() : operand == 0 ? "left" : "right";
    }
}
