package dev.gradus.hipparchus;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.FastMath;
import org.hipparchus.util.MathArrays;
import org.hipparchus.util.MathUtils;

/**
 * A number whose operations are recorded on a {@link Tape}, for programs that are written for Hipparchus' fields. One backward pass
 * computes the derivatives with respect to all variables, regardless of their number; {@code Gradient} carries one derivative
 * for each variable through every operation.
 *
 * <p>Values and derivatives are those of Gradus' functions, within rounding of Hipparchus' own. As there, |x| has the slope 1 at
 * 0, and rounded numbers are constants.
 */
public final class Taped implements CalculusFieldElement<Taped> {
    private static final int LARGEST_SHIFT = 1000;

    private final Tape tape;
    private final int index;
    private final double value;

    Taped(Tape tape, int index, double value) {
        this.tape = tape;
        this.index = index;
        this.value = value;
    }

    int index() {
        return index;
    }

    /** The derivatives with respect to all variables of the tape, in the order in which they were created. */
    public double[] gradient() {
        return tape.gradient(index);
    }

    /**
     * The recorded computation as a graph on nodes of rank 0, for second derivatives, diagrams or the explorer. It follows the path that
     * was recorded, whatever the nodes' values are.
     *
     * @param variables a node for each variable of the tape, in the order in which they were created
     * @throws IllegalArgumentException if there are more or fewer
     */
    public Node on(List<? extends Node> variables) {
        return index == Tape.CONSTANT ? Constant.of(value) : tape.on(index, variables);
    }

    @Override
    public double getReal() {
        return value;
    }

    @Override
    public Tape getField() {
        return tape;
    }

    @Override
    public Taped newInstance(double number) {
        return tape.constant(number);
    }

    /** The difference of this element and its value: 0, with the derivatives of this element. */
    @Override
    public Taped getAddendum() {
        return subtract(value);
    }

    private Taped record(Recorded function) {
        return tape.record(function, this, newInstance(0), function.value(value, 0));
    }

    private Taped record(Recorded function, Taped b) {
        return tape.record(function, this, b, function.value(value, b.value));
    }

    // Arithmetic

    @Override
    public Taped add(Taped b) {
        return record(Recorded.ADD, b);
    }

    @Override
    public Taped add(double b) {
        return add(newInstance(b));
    }

    @Override
    public Taped subtract(Taped b) {
        return record(Recorded.SUBTRACT, b);
    }

    @Override
    public Taped subtract(double b) {
        return subtract(newInstance(b));
    }

    @Override
    public Taped multiply(Taped b) {
        return record(Recorded.MULTIPLY, b);
    }

    @Override
    public Taped multiply(double b) {
        return multiply(newInstance(b));
    }

    @Override
    public Taped multiply(int b) {
        return multiply((double) b);
    }

    @Override
    public Taped divide(Taped b) {
        return record(Recorded.DIVIDE, b);
    }

    @Override
    public Taped divide(double b) {
        return divide(newInstance(b));
    }

    @Override
    public Taped negate() {
        return record(Recorded.NEGATE);
    }

    @Override
    public Taped reciprocal() {
        return record(Recorded.RECIPROCAL);
    }

    @Override
    public Taped square() {
        return multiply(this);
    }

    @Override
    public Taped scalb(int n) {
        int shift = Math.max(-LARGEST_SHIFT, Math.min(n, LARGEST_SHIFT));
        Taped scaled = multiply(Math.scalb(1, shift));
        return shift == n ? scaled : scaled.scalb(n - shift);
    }

    /** The remainder of IEEE 754: this − n b, where n is the whole number nearest to this / b. */
    @Override
    public Taped remainder(Taped b) {
        double remainder = FastMath.IEEEremainder(value, b.value);
        Taped multiple = b.multiply(FastMath.rint((value - remainder) / b.value));
        return tape.record(Recorded.SUBTRACT, this, multiple, remainder);
    }

    @Override
    public Taped remainder(double b) {
        return remainder(newInstance(b));
    }

    @Override
    public Taped abs() {
        return copySign(1);
    }

    @Override
    public Taped copySign(Taped sign) {
        return copySign(sign.value);
    }

    @Override
    public Taped copySign(double sign) {
        return Math.copySign(1, value) == Math.copySign(1, sign) ? this : negate();
    }

    // Powers and roots

    @Override
    public Taped pow(Taped exponent) {
        return record(Recorded.POW, exponent);
    }

    @Override
    public Taped pow(double exponent) {
        return pow(newInstance(exponent));
    }

    @Override
    public Taped pow(int exponent) {
        return pow((double) exponent);
    }

    @Override
    public Taped sqrt() {
        return record(Recorded.SQRT);
    }

    @Override
    public Taped cbrt() {
        return record(Recorded.CBRT);
    }

    @Override
    public Taped rootN(int n) {
        if (n == 2) {
            return sqrt();
        } else if (n == 3) {
            return cbrt();
        }
        return value < 0 && n % 2 != 0 ? negate().rootN(n).negate() : pow(1.0 / n);
    }

    @Override
    public Taped hypot(Taped b) {
        return record(Recorded.HYPOT, b);
    }

    // Elementary functions

    @Override
    public Taped exp() {
        return record(Recorded.EXP);
    }

    @Override
    public Taped expm1() {
        return record(Recorded.EXPM1);
    }

    @Override
    public Taped log() {
        return record(Recorded.LOG);
    }

    @Override
    public Taped log1p() {
        return record(Recorded.LOG1P);
    }

    @Override
    public Taped log10() {
        return record(Recorded.LOG10);
    }

    @Override
    public Taped sin() {
        return record(Recorded.SIN);
    }

    @Override
    public Taped cos() {
        return record(Recorded.COS);
    }

    @Override
    public Taped tan() {
        return record(Recorded.TAN);
    }

    @Override
    public Taped asin() {
        return record(Recorded.ASIN);
    }

    @Override
    public Taped acos() {
        return record(Recorded.ACOS);
    }

    @Override
    public Taped atan() {
        return record(Recorded.ATAN);
    }

    @Override
    public Taped atan2(Taped x) {
        return record(Recorded.ATAN2, x);
    }

    @Override
    public Taped sinh() {
        return record(Recorded.SINH);
    }

    @Override
    public Taped cosh() {
        return record(Recorded.COSH);
    }

    @Override
    public Taped tanh() {
        return record(Recorded.TANH);
    }

    @Override
    public Taped asinh() {
        return record(Recorded.ASINH);
    }

    @Override
    public Taped acosh() {
        return record(Recorded.ACOSH);
    }

    @Override
    public Taped atanh() {
        return record(Recorded.ATANH);
    }

    // Linear combinations, whose values are rounded once

    @Override
    public Taped linearCombination(Taped[] a, Taped[] b) {
        MathUtils.checkDimension(a.length, b.length);
        if (a.length == 0) {
            return newInstance(0);
        }
        Taped sum = a[0].multiply(b[0]);
        int last = a.length - 1;
        for (int i = 1; i < last; i++) {
            sum = sum.add(a[i].multiply(b[i]));
        }
        return last == 0
                ? sum
                : tape.record(
                        Recorded.ADD,
                        sum,
                        a[last].multiply(b[last]),
                        MathArrays.linearCombination(values(a), values(b)));
    }

    private static double[] values(Taped[] elements) {
        return Arrays.stream(elements).mapToDouble(Taped::getReal).toArray();
    }

    @Override
    public Taped linearCombination(double[] a, Taped[] b) {
        MathUtils.checkDimension(a.length, b.length);
        Taped[] constants = new Taped[a.length];
        for (int i = 0; i < a.length; i++) {
            constants[i] = newInstance(a[i]);
        }
        return linearCombination(constants, b);
    }

    @Override
    public Taped linearCombination(Taped a1, Taped b1, Taped a2, Taped b2) {
        return linearCombination(new Taped[] {a1, a2}, new Taped[] {b1, b2});
    }

    @Override
    public Taped linearCombination(double a1, Taped b1, double a2, Taped b2) {
        return linearCombination(new double[] {a1, a2}, new Taped[] {b1, b2});
    }

    @Override
    public Taped linearCombination(Taped a1, Taped b1, Taped a2, Taped b2, Taped a3, Taped b3) {
        return linearCombination(new Taped[] {a1, a2, a3}, new Taped[] {b1, b2, b3});
    }

    @Override
    public Taped linearCombination(double a1, Taped b1, double a2, Taped b2, double a3, Taped b3) {
        return linearCombination(new double[] {a1, a2, a3}, new Taped[] {b1, b2, b3});
    }

    @Override
    public Taped linearCombination(Taped a1, Taped b1, Taped a2, Taped b2, Taped a3, Taped b3, Taped a4, Taped b4) {
        return linearCombination(new Taped[] {a1, a2, a3, a4}, new Taped[] {b1, b2, b3, b4});
    }

    @Override
    public Taped linearCombination(double a1, Taped b1, double a2, Taped b2, double a3, Taped b3, double a4, Taped b4) {
        return linearCombination(new double[] {a1, a2, a3, a4}, new Taped[] {b1, b2, b3, b4});
    }

    /** Whether the other element is the same result of the same operation, or a constant with the same bits on the same tape. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Taped that
                && tape == that.tape
                && index == that.index
                && Double.doubleToLongBits(value) == Double.doubleToLongBits(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * index + Double.hashCode(value);
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }
}
