package dev.gradus.testkit.law;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.domain.Domain;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Inputs that a cache with a careless key takes for those of a case: the same elements in another order, the same sum,
 * the same hash code, the same number after rounding.
 */
final class SimilarInputs {
    /** Less than the difference of two floats, or of two numbers with six digits. */
    private static final double LITTLE = 0x1p-30;

    private final Case where;
    private final Map<String, Case> all = new LinkedHashMap<>();

    private SimilarInputs(Case where) {
        this.where = where;
    }

    /** The cases, by how they differ from this one. */
    static Map<String, Case> of(Case where) {
        SimilarInputs similar = new SimilarInputs(where);
        similar.addAll();
        return similar.all;
    }

    private void addAll() {
        add("the same elements in reverse order", (input, x) -> reversed(x));
        add("another last element", (input, x) -> anotherAt(input, x, x.length - 1));
        add("another first element", (input, x) -> anotherAt(input, x, 0));
        add("the same first and last element", this::otherInside);
        add("the same sum", (input, x) -> sameSum(x));
        add("the same hash code", (input, x) -> each(input, x, y -> sameHash(y, another(input, y))));
        add("the same numbers after rounding", (input, x) -> each(input, x, y -> y * (1 + LITTLE)));
        add("the same integer parts", (input, x) -> each(input, x, SimilarInputs::sameInteger));
        add("the same magnitudes", (input, x) -> each(input, x, y -> -y));
        if (where.values().size() == 2 && isSwappable()) {
            Case swapped = where.withValue(0, where.values().get(1));
            all.put("the operands swapped", swapped.withValue(1, where.values().get(0)));
        }
    }

    /** Changes the elements of one input. */
    @FunctionalInterface
    private interface Change {
        double[] of(int input, double[] x);
    }

    /** Adds the case in which all inputs are changed that can be. */
    private void add(String how, Change change) {
        Case changed = where;
        for (int input = 0; input < where.values().size(); input++) {
            Tensor x = where.values().get(input);
            double[] other = x.shape().elements() == 0 ? new double[0] : change.of(input, x.toArray());
            if (Bits.firstDifference(other, x.toArray()) >= 0) {
                Tensor value = Tensor.of(x.shape(), other);
                changed = isInDomain(input, value) ? changed.withValue(input, value) : changed;
            }
        }
        if (changed != where) {
            all.put(how, changed);
        }
    }

    private boolean isInDomain(int input, Tensor value) {
        return where.domain(input).contains(value, where.layout());
    }

    private boolean isSwappable() {
        Tensor a = where.values().get(0);
        Tensor b = where.values().get(1);
        return a.shape().equals(b.shape()) && !a.equals(b) && isInDomain(0, b) && isInDomain(1, a);
    }

    private double another(int input, double x) {
        return where.domain(input).another(x, where.layout());
    }

    private static double[] reversed(double[] x) {
        double[] reversed = new double[x.length];
        Arrays.setAll(reversed, i -> x[x.length - 1 - i]);
        return reversed;
    }

    private double[] anotherAt(int input, double[] x, int position) {
        double[] changed = x.clone();
        changed[position] = another(input, x[position]);
        return changed;
    }

    private double[] otherInside(int input, double[] x) {
        double[] changed = x.clone();
        for (int i = 1; i < x.length - 1; i++) {
            changed[i] = another(input, x[i]);
        }
        return changed;
    }

    private static double[] sameSum(double[] x) {
        double[] changed = x.clone();
        if (x.length > 1) {
            changed[0] += 0.5;
            changed[1] -= 0.5;
        }
        return changed;
    }

    private double[] each(int input, double[] x, DoubleUnaryOperator change) {
        Domain domain = where.domain(input);
        return Arrays.stream(x)
                .map(y -> {
                    double changed = change.applyAsDouble(y);
                    return !domain.isIntegers() && domain.contains(changed) ? changed : y;
                })
                .toArray();
    }

    /** A number near another one that has the same hash code as x: its lower half makes up for its upper one. */
    private static double sameHash(double x, double other) {
        long upper = Double.doubleToLongBits(other) >>> 32;
        long lower = (upper ^ Double.hashCode(x)) & 0xffff_ffffL;
        return Double.longBitsToDouble(upper << 32 | lower);
    }

    private static double sameInteger(double x) {
        double integer = Math.floor(x);
        return x == integer ? x + 0.25 : integer + (x - integer) / 2;
    }
}
