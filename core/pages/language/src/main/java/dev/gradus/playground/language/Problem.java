package dev.gradus.playground.language;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An error in a program: its position, a few words, a sentence, and fixes. Names in sentences are enclosed in « and », so that a
 * page can typeset them as mathematics.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final transient Span point;
    private final String head;
    private final transient List<Piece> detail;
    private final transient List<Remedy> remedies;
    private final transient List<Node> operands;
    private final String sign;

    /**
     * A piece of the line below the program that compares two shapes.
     *
     * @param clashes whether it is one of the two sizes that do not match
     */
    public record Piece(String text, boolean clashes) {}

    private Problem(
            Span span,
            Span point,
            String head,
            String sentence,
            List<Piece> detail,
            List<Remedy> remedies,
            List<Node> operands,
            String sign) {
        super(sentence, null, false, false);
        this.span = span;
        this.point = point;
        this.head = head;
        this.detail = List.copyOf(detail);
        this.remedies = List.copyOf(remedies);
        this.operands = List.copyOf(operands);
        this.sign = sign;
    }

    /** Creates a problem without a remedy. */
    public static Problem at(Span span, String head, String sentence) {
        return new Problem(span, span, head, sentence, List.of(), List.of(), List.of(), "");
    }

    /** The same problem with a further remedy, which is offered after those that it has. */
    public Problem mendedBy(Remedy mends) {
        List<Remedy> all = new ArrayList<>(remedies);
        all.add(mends);
        return withRemedies(all);
    }

    Problem mendedBy(String label, Span where, String text) {
        return mendedBy(Remedy.of(label, where, text));
    }

    Problem withRemedies(List<Remedy> all) {
        return new Problem(span, point, head, sentence(), detail, all, operands, sign);
    }

    Problem with(List<Piece> pieces) {
        return new Problem(span, point, head, sentence(), pieces, remedies, operands, sign);
    }

    /** The same problem, about an op that could not be created or computed from these operands. */
    public Problem about(String signOfOp, List<Node> ofOp) {
        return new Problem(span, point, head, sentence(), detail, remedies, ofOp, signOfOp);
    }

    /** The same problem, pointing at a sign. */
    Problem pointingAt(Span sign) {
        return new Problem(span, sign, head, sentence(), detail, remedies, operands, this.sign);
    }

    /** The part of the program that is wrong, including operands. */
    public Span span() {
        return span;
    }

    /** The position that messages name: the sign between the operands, or the whole. */
    public Span point() {
        return point;
    }

    /** A few words without a period, such as {@code shapes do not match}. */
    public String head() {
        return head;
    }

    /** The whole sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The comparison of two shapes; empty unless shapes are the problem. */
    public List<Piece> detail() {
        return detail;
    }

    /** The fixes that help, the likeliest first. */
    public List<Remedy> remedies() {
        return remedies;
    }

    /** The likeliest fix. */
    public Optional<Remedy> remedy() {
        return remedies.stream().findFirst();
    }

    /** The operands of the op that could not be created; empty for other problems. */
    public List<Node> operands() {
        return operands;
    }

    /** The sign or name of that op, or the empty string. */
    public String sign() {
        return sign;
    }
}
