package dev.gradus.explain;

import dev.gradus.explain.Formula.Name;
import dev.gradus.explain.Formula.Number;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.explain.Formula.Scaled;
import dev.gradus.explain.Formula.Total;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Notation.Form;

/** Decides where parentheses are needed. */
final class Parentheses {
    private Parentheses() {}

    /** Whether an operand needs parentheses within this op. */
    static boolean around(Formula operand, Notation outer, int index) {
        if (outer.form() == Form.FUNCTION) {
            return false;
        }
        if (outer.symbol().equals("@") && operand.binding() == Binding.PRODUCT && !isMatrixProduct(operand)) {
            return true; // adjacent factors would appear to belong together
        }
        if (outer.form() == Form.INFIX && index == 0) {
            boolean fromTheLeft = outer.binding() != Binding.POWER && outer.binding() != Binding.COMPARISON;
            return loose(operand, outer.binding(), !fromTheLeft) || operand instanceof Total;
        }
        boolean negative = outer.form() == Form.INFIX && operand instanceof Number && operand.binding() == Binding.SIGN;
        return negative || loose(operand, outer.binding(), true);
    }

    static boolean aroundIndexed(Formula of) {
        return of instanceof Name name
                ? !Identifier.inMathematics(name.text()).subscript().isEmpty()
                : of.binding() != Binding.ATOM;
    }

    /** Returns whether the body of Σ or of a leading factor needs parentheses. */
    static boolean aroundBody(Formula body) {
        return !(body instanceof Total) && !(body instanceof Scaled) && loose(body, Binding.PRODUCT, false);
    }

    private static boolean loose(Formula operand, Binding outer, boolean alsoWhenEqual) {
        int order = operand.binding().compareTo(outer);
        return order < 0 || (order == 0 && alsoWhenEqual);
    }

    /**
     * Returns whether LaTeX and MathML need a sign after a leading factor: 3 ½ does not look like a product, and 2 3 looks
     * like one number.
     */
    static boolean needsDot(Scaled scaled) {
        Formula first = first(scaled.body());
        boolean beforeNumber = first instanceof Number && !isFraction(first);
        return isFraction(scaled.factor()) ? beforeNumber : beforeNumber || isFraction(first);
    }

    private static Formula first(Formula formula) {
        if (formula instanceof Scaled scaled) {
            return first(scaled.factor());
        }
        boolean isOperand = formula instanceof Operation operation
                && !isFraction(operation)
                && (operation.notation().form() == Form.INFIX
                        || operation.notation().form() == Form.POSTFIX)
                && !around(operation.operands().get(0), operation.notation(), 0);
        return isOperand ? first(((Operation) formula).operands().get(0)) : formula;
    }

    private static boolean isFraction(Formula formula) {
        return formula instanceof Number number
                ? number.value() == 0.5 && !number.rounded()
                : formula instanceof Operation operation
                        && (isQuotient(operation.notation()) || isReciprocal(operation.notation()));
    }

    /** Returns whether this is a quotient, which LaTeX and MathML draw as a fraction. */
    static boolean isQuotient(Notation notation) {
        return notation.form() == Form.INFIX && notation.symbol().equals("/");
    }

    /** Returns whether this is 1 / x written before its operand. */
    static boolean isReciprocal(Notation notation) {
        return notation.form() == Form.PREFIX && notation.symbol().equals("1 / ");
    }

    /** Returns whether a formula needs parentheses after ∂. Only a name or an element of a name does not. */
    static boolean aroundDifferential(Formula formula) {
        return !(formula instanceof Name) && !(formula instanceof Formula.Element);
    }

    /** Returns whether this is a function that LaTeX and MathML write as a power, {@code eˣ}. */
    static boolean isRaised(Formula formula) {
        return formula instanceof Operation operation
                && operation.notation().symbol().equals("exp");
    }

    /** Returns whether factors are written side by side without a sign: a matrix product. */
    static boolean isMatrixProduct(Formula formula) {
        return formula instanceof Operation operation
                && operation.notation().form() == Form.INFIX
                && operation.notation().symbol().equals("@");
    }
}
