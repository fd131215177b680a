package dev.gradus.kernel.loop;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Writes a loop whose step is straight-line code as one method. All numbers of the step are locals, read before the
 * loop unless a step computes them. Only rows, and after the last step the arrays that are kept, are written.
 */
public final class UnrolledLoop extends UnrolledClass implements UnrolledStep {
    private static final int DALOAD = 49;
    private static final int DASTORE = 82;
    private static final int IADD = 96;
    private static final int IMUL = 104;
    private static final int I2D = 135;
    private static final int L2I = 136;
    private static final int D2I = 142;
    private static final int DCMPL = 151;

    private final int step = code.local(MethodCode.INT);
    private final int row = code.local(MethodCode.INT);
    private final int limit = code.local(MethodCode.INT);
    private final List<Number> all = new ArrayList<>();
    private final Map<double[], Map<Integer, Number>> numbers = new IdentityHashMap<>();

    /** An element of an array, in a local. */
    private static final class Number {
        private final double[] array;
        private final int index;
        private final int local;
        /** Whether a step needs the number from before it. */
        private final boolean isRead;

        private Number(double[] array, int index, int local, boolean isRead) {
            this.array = array;
            this.index = index;
            this.local = local;
            this.isRead = isRead;
        }
    }

    private UnrolledLoop() {}

    /**
     * Combines the steps of a loop into one method.
     *
     * @param count contains the maximum number of steps before the loop, and the number that were made after it
     * @param condition an array of one number, and there is a step only if it is 1; or an empty one
     * @param isReversed whether the last row comes first
     * @param kept the arrays that are read after the loop, in addition to rows
     * @param body writes one step, or returns false if it cannot be written
     */
    public static Optional<BoundOp> of(
            double[] count, double[] condition, boolean isReversed, List<double[]> kept, Predicate<UnrolledStep> body) {
        UnrolledLoop loop = new UnrolledLoop();
        for (double[] array : kept) {
            for (int i = 0; i < array.length; i++) {
                loop.number(array, i, true);
            }
        }
        int start = loop.code.jump();
        int first = loop.code.size();
        if (!body.test(loop) || loop.code.size() > MOST_CODE) {
            return Optional.empty();
        }
        loop.end(count, condition, isReversed, kept, start, first);
        return loop.code.size() > ClassData.LARGEST_METHOD ? Optional.empty() : Optional.of(loop.load());
    }

    /** The code before the first step follows the steps, because they show which numbers must be read. */
    private void end(
            double[] count, double[] condition, boolean isReversed, List<double[]> kept, int start, int first) {
        code.add(row, isReversed ? -1 : 1);
        code.add(step, 1);
        int test = code.size();
        OptionalInt ends = OptionalInt.empty();
        if (condition.length > 0) {
            load(condition, 0);
            code.push(1.0);
            code.instruction(DCMPL, -3);
            ends = OptionalInt.of(code.jumpIf(true));
        }
        code.load(MethodCode.INT, step);
        code.load(MethodCode.INT, limit);
        code.jumpBackIfLess(first);
        ends.ifPresent(code::arrive);
        forgetArrays();
        for (double[] array : kept) {
            for (int i = 0; i < array.length; i++) {
                pushArray(array);
                code.push(i);
                load(array, i);
                code.instruction(DASTORE, -4);
            }
        }
        pushArray(count);
        code.push(0);
        code.load(MethodCode.INT, step);
        code.instruction(I2D, 1);
        code.instruction(DASTORE, -4);
        int exit = code.jump();
        code.arrive(start);
        forgetArrays();
        for (Number number : all) {
            if (number.isRead) {
                pushArray(number.array);
                code.push(number.index);
                code.instruction(DALOAD, 0);
                code.store(MethodCode.DOUBLE, number.local);
            }
        }
        pushArray(count);
        code.push(0);
        code.instruction(DALOAD, 0);
        code.instruction(D2I, -1);
        code.store(MethodCode.INT, limit);
        code.push(0);
        code.store(MethodCode.INT, step);
        code.push(0);
        code.store(MethodCode.INT, row);
        if (isReversed) {
            code.load(MethodCode.INT, limit);
            code.store(MethodCode.INT, row);
            code.add(row, -1);
        }
        code.jumpBack(test);
        code.arrive(exit);
    }

    private Number number(double[] array, int index, boolean isRead) {
        return numbers.computeIfAbsent(array, unseen -> new HashMap<>()).computeIfAbsent(index, unseen -> {
            Number number = new Number(array, index, code.local(MethodCode.DOUBLE), isRead);
            all.add(number);
            return number;
        });
    }

    @Override
    public void load(double[] array, int index) {
        code.load(MethodCode.DOUBLE, number(array, index, true).local);
    }

    @Override
    public void store(double[] array, int index) {
        code.store(MethodCode.DOUBLE, number(array, index, false).local);
    }

    @Override
    public void loadFromRow(double[] rows, int length, int index) {
        pushArray(rows);
        pushPosition(length, index);
        code.instruction(DALOAD, 0);
    }

    @Override
    public void storeInRow(double[] rows, int start, int length, int index) {
        int value = code.local(MethodCode.DOUBLE);
        code.store(MethodCode.DOUBLE, value);
        pushArray(rows);
        pushPosition(length, start + index);
        code.load(MethodCode.DOUBLE, value);
        code.instruction(DASTORE, -4);
    }

    private void pushPosition(int length, int offset) {
        code.load(MethodCode.INT, row);
        if (length != 1) {
            code.push(length);
            code.instruction(IMUL, -1);
        }
        if (offset != 0) {
            pushAny(offset);
            code.instruction(IADD, -1);
        }
    }

    private void pushAny(int number) {
        code.push((long) number);
        code.instruction(L2I, -1);
    }
}
