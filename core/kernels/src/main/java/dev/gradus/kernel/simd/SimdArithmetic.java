package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;

import dev.gradus.kernel.BinaryFunction;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops over whole vectors for functions of two elements that take only a few instructions. A step is 1, or 0 if one
 * vector is used throughout. Each loop is a separate method, so that it is compiled separately.
 */
final class SimdArithmetic {
    private SimdArithmetic() {}

    /** Computes a function that is handwritten. */
    static void binary(
            BinaryFunction f,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int count) {
        switch (f) {
            case ADD -> add(a, atA, stepA, b, atB, stepB, out, at, count);
            case SUBTRACT -> subtract(a, atA, stepA, b, atB, stepB, out, at, count);
            case MULTIPLY -> multiply(a, atA, stepA, b, atB, stepB, out, at, count);
            case DIVIDE -> divide(a, atA, stepA, b, atB, stepB, out, at, count);
            case MAXIMUM -> maximum(a, atA, stepA, b, atB, stepB, out, at, count);
            case MINIMUM -> minimum(a, atA, stepA, b, atB, stepB, out, at, count);
            case EQUAL -> equal(a, atA, stepA, b, atB, stepB, out, at, count);
            case NOT_EQUAL -> notEqual(a, atA, stepA, b, atB, stepB, out, at, count);
            case LESS -> less(a, atA, stepA, b, atB, stepB, out, at, count);
            case LESS_OR_EQUAL -> lessOrEqual(a, atA, stepA, b, atB, stepB, out, at, count);
            case GREATER -> less(b, atB, stepB, a, atA, stepA, out, at, count);
            case GREATER_OR_EQUAL -> lessOrEqual(b, atB, stepB, a, atA, stepA, out, at, count);
        }
    }

    static void add(double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            left.add(right).intoArray(out, at + i);
        }
    }

    static void subtract(
            double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            left.sub(right).intoArray(out, at + i);
        }
    }

    static void multiply(
            double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            left.mul(right).intoArray(out, at + i);
        }
    }

    static void divide(
            double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            left.div(right).intoArray(out, at + i);
        }
    }

    static void maximum(
            double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            left.max(right).intoArray(out, at + i);
        }
    }

    static void minimum(
            double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            left.min(right).intoArray(out, at + i);
        }
    }

    static void equal(double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            zero.blend(one, left.compare(VectorOperators.EQ, right)).intoArray(out, at + i);
        }
    }

    static void notEqual(
            double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            zero.blend(one, left.compare(VectorOperators.NE, right)).intoArray(out, at + i);
        }
    }

    static void less(double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            zero.blend(one, left.compare(VectorOperators.LT, right)).intoArray(out, at + i);
        }
    }

    static void lessOrEqual(
            double[] a, int atA, int stepA, double[] b, int atB, int stepB, double[] out, int at, int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            zero.blend(one, left.compare(VectorOperators.LE, right)).intoArray(out, at + i);
        }
    }

    static void select(
            double[] condition,
            int atCondition,
            int stepCondition,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int count) {
        if (count == 0) {
            return;
        }
        DoubleVector zero = DoubleVector.broadcast(SPECIES, 0);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector chosen = DoubleVector.fromArray(SPECIES, condition, atCondition + i * stepCondition);
            DoubleVector left = DoubleVector.fromArray(SPECIES, a, atA + i * stepA);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, atB + i * stepB);
            right.blend(left, chosen.compare(VectorOperators.NE, zero)).intoArray(out, at + i);
        }
    }
}
