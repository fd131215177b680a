package dev.gradus.explorer;

import dev.gradus.node.Dependence;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.Relu;

/** The text in the circle of an op: its sign or its name. */
final class OpSign {
    private static final double SIGN_SIZE = 20;
    private static final double WORD_SIZE = 13;

    private OpSign() {}

    static String of(Op op) {
        Notation notation = op.notation();
        String symbol = notation.symbol().strip();
        if (op.dependence() == Dependence.SUM) {
            return "∑";
        } else if (op.name().endsWith("Loss")) {
            return op.isNamed() ? op.label() : "J";
        } else if (symbol.equals("/")) {
            return "÷";
        } else if (symbol.equals("1 /")) {
            return "1/x";
        } else if (symbol.equals("²")) {
            return "x²";
        } else if (symbol.equals("ᵀ")) {
            return "xᵀ";
        } else if (symbol.equals("^")) {
            return "xʸ";
        }
        return Metrics.shortened(symbol);
    }

    /** Relu is drawn as a bent line. */
    static boolean isBentLine(Op op) {
        return op instanceof Relu;
    }

    static double size(Op op) {
        return of(op).codePointCount(0, of(op).length()) <= 2 ? SIGN_SIZE : WORD_SIZE;
    }

    /** Whether the sign is a letter, such as σ or J. */
    static boolean isName(Op op) {
        return size(op) == SIGN_SIZE && of(op).codePoints().allMatch(Character::isLetter);
    }

    static double width(Op op) {
        return isName(op) ? Metrics.nameWidth(of(op), size(op)) : Metrics.width(of(op), size(op));
    }
}
