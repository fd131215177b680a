package dev.gradus.kernel.loop;

import static dev.gradus.kernel.loop.FunctionCodeTest.assertSameBits;

import dev.gradus.kernel.AnyNumbers;
import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.kernel.math.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Random code with any operands, results and sums becomes a class that passes the verifier, which checks it because it
 * comes from no trusted location. It produces the bits of the scalar kernels, op by op.
 */
class LoopCodeProperties {
    private static final int[] SIZES = {0, 1, 5, 8, 16, 1003, Sums.BLOCK};
    private static final int KINDS = UnaryFunction.values().length + BinaryFunction.values().length + 2;
    private static final List<ScalarFormula> FORMULAS = List.of((a, b) -> a * a - b, (a, b) -> a > b ? a : 0.5 * b);

    private final Kernels scalar = AvailableKernels.scalar();

    /** A value in the code, and the expected result. */
    private record Value(LoopValue term, double[] expected) {}

    @Property(tries = 40)
    void anyCodeGivesTheBitsOfTheKernels(
            @ForAll @Size(max = 12) List<@IntRange(max = 1 << 24) Integer> ops,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 2) Integer> operands,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 1 << 24) Integer> results,
            @ForAll long seed) {
        for (int size : SIZES) {
            for (int lanes : FunctionCodeTest.lanes()) {
                check(ops, operands, results, seed, size, lanes);
            }
        }
    }

    private void check(
            List<Integer> ops, List<Integer> operands, List<Integer> results, long seed, int size, int lanes) {
        LoopCode code = new LoopCode();
        List<double[]> arrays = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        int start = FusedLoop.VECTORS;
        for (int kind : operands) {
            double[] numbers = AnyNumbers.of(start + size, seed + arrays.size());
            arrays.add(numbers);
            values.add(operand(code, kind, numbers, start, size));
        }
        for (int op : ops) {
            values.add(op(code, op, values, size));
        }
        List<double[]> expected = new ArrayList<>();
        List<double[]> actual = new ArrayList<>();
        for (int result : results) {
            Value value = values.get(result / 2 % values.size());
            boolean isStored = result % 2 == 0;
            double[] array = new double[isStored ? start + size : FusedLoop.VECTORS];
            arrays.add(array);
            actual.add(array);
            if (isStored) {
                code.store(value.term);
                double[] whole = new double[start + size];
                System.arraycopy(value.expected, 0, whole, start, size);
                expected.add(whole);
            } else {
                code.sum(value.term);
                expected.add(lanes(value.expected));
            }
        }
        FusedLoop loop = LoopClass.load(code, code.hasCalls() ? 1 : lanes);
        loop.run(arrays.toArray(double[][]::new), start, start, start + size);
        for (int i = 0; i < actual.size(); i++) {
            assertSameBits(actual.get(i), expected.get(i));
        }
    }

    private static Value operand(LoopCode code, int kind, double[] numbers, int start, int size) {
        double[] expected = new double[size];
        for (int i = 0; i < size; i++) {
            expected[i] = numbers[kind == 0 ? start + i : kind == 1 ? i : 0];
        }
        return new Value(kind == 0 ? code.operand() : kind == 1 ? code.block() : code.number(), expected);
    }

    private Value op(LoopCode code, int op, List<Value> values, int size) {
        int kind = op % KINDS;
        Value a = values.get(op / KINDS % values.size()), b = values.get(op / KINDS / 7 % values.size());
        double[] out = new double[size];
        if (kind < UnaryFunction.values().length) {
            UnaryFunction f = UnaryFunction.values()[kind];
            scalar.unary(f, a.expected, 0, out, 0, size);
            return new Value(FunctionCode.of(f, a.term), out);
        } else if (kind < KINDS - 2) {
            BinaryFunction f = BinaryFunction.values()[kind - UnaryFunction.values().length];
            scalar.binary(f, a.expected, 0, 1, b.expected, 0, 1, out, 0, size);
            return new Value(FunctionCode.of(f, a.term, b.term), out);
        }
        if (kind == KINDS - 2) {
            ScalarFormula formula = FORMULAS.get(op / KINDS % 2);
            Arrays.setAll(out, i -> formula.of(a.expected[i], b.expected[i]));
            return new Value(code.call(formula, a.term, b.term), out);
        }
        Value c = values.get(op / KINDS / 49 % values.size());
        scalar.select(a.expected, 0, 1, b.expected, 0, 1, c.expected, 0, 1, out, 0, size);
        return new Value(FunctionCode.select(a.term, b.term, c.term), out);
    }

    private static double[] lanes(double[] x) {
        double[] lanes = new double[FusedLoop.VECTORS];
        for (int i = 0; i < x.length; i++) {
            lanes[i % FusedLoop.VECTORS] += x[i];
        }
        return lanes;
    }
}
