package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.playground.language.Problem.Piece;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Explains why an op cannot be created from its operands. */
final class Clash {
    private final String sign;
    private final List<Node> operands;
    private final List<Expr> written;
    private final Builder program;

    Clash(String sign, List<Node> operands, List<Expr> written, Builder program) {
        this.sign = sign;
        this.operands = operands;
        this.written = written;
        this.program = program;
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
        if (program.wantsRemedies() && written.size() == operands.size()) {
            problem = new SizeRemedies(sign, operands, written, program).added(problem, signSpan());
        }
        return problem.about(sign, operands);
    }

    /** Where the sign between two operands is written. */
    private Optional<Span> signSpan() {
        if (written.size() != 2 || sign.isEmpty()) {
            return Optional.empty();
        }
        int from = written.get(0).span().to();
        int to = written.get(1).span().from();
        int at = from < to ? program.text().indexOf(sign, from) : -1;
        String between = from < to ? program.text().substring(from, to) : "";
        if (at < 0 || at >= to) { // another sign for the same, such as ·
            at = between.strip().length() == 1 ? from + between.indexOf(between.strip()) : -1;
        }
        return at >= 0 && at < to ? Optional.of(new Span(at, at + sign.length())) : Optional.empty();
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
        return Optional.of(Problem.at(
                        span,
                        "shapes do not match",
                        subject() + " has " + counted(columns, "column") + ", but " + name(1) + " has "
                                + counted(rows, "row") + ": @ needs the same number of each.")
                .with(List.of(
                        piece(plain(0) + " " + a.shape().size(0) + " × "),
                        clashing(columns),
                        piece(" @ " + plain(1) + " "),
                        clashing(rows),
                        piece(" × " + b.shape().size(1)))));
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
        return Problem.at(
                        span,
                        isAccident ? "both would grow" : "shapes do not fit",
                        isAccident
                                ? sizes + ": both would grow, to " + grown(a, b, rank) + ", which is rarely intended."
                                : sizes + ": they do not match element by element, and neither can be broadcast.")
                .with(side(a, b));
    }

    private static String grown(Shape a, Shape b, int rank) {
        int[] sizes = new int[rank];
        Arrays.setAll(sizes, axis -> Math.max(fromEnd(a, rank - axis), fromEnd(b, rank - axis)));
        return Sizes.of(Shape.of(sizes));
    }

    private Problem loss(Span span) {
        Shape a = operands.get(0).shape();
        Shape b = operands.get(1).shape();
        return Problem.at(
                        span,
                        "shapes do not match",
                        "The loss compares " + Sizes.inWords(a) + " with " + Sizes.inWords(b)
                                + ": both must have the same shape.")
                .with(side(a, b));
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
