package dev.gradus.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.special.Erf;

/** Forward mode: each number holds its derivatives by all variables. */
final class Hipparchus implements Algebra<Gradient> {
    @Override
    public List<Gradient> variables(double... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> Gradient.variable(numbers.length, i, numbers[i]))
                .toList();
    }

    @Override
    public double value(Gradient a) {
        return a.getValue();
    }

    @Override
    public Gradient add(Gradient a, Gradient b) {
        return a.add(b);
    }

    @Override
    public Gradient add(Gradient a, double b) {
        return a.add(b);
    }

    @Override
    public Gradient subtract(Gradient a, Gradient b) {
        return a.subtract(b);
    }

    @Override
    public Gradient multiply(Gradient a, Gradient b) {
        return a.multiply(b);
    }

    @Override
    public Gradient multiply(Gradient a, double b) {
        return a.multiply(b);
    }

    @Override
    public Gradient divide(Gradient a, Gradient b) {
        return a.divide(b);
    }

    @Override
    public Gradient exp(Gradient a) {
        return a.exp();
    }

    @Override
    public Gradient log(Gradient a) {
        return a.log();
    }

    @Override
    public Gradient sqrt(Gradient a) {
        return a.sqrt();
    }

    @Override
    public Gradient sin(Gradient a) {
        return a.sin();
    }

    @Override
    public Gradient cos(Gradient a) {
        return a.cos();
    }

    @Override
    public Gradient erfc(Gradient a) {
        return Erf.erfc(a);
    }

    @Override
    public double[] gradient(Gradient result, List<Gradient> variables) {
        return result.getGradient();
    }
}
