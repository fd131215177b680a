package dev.gradus.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** Forward mode of Apache Commons Math: each number holds its derivatives by all variables. */
final class CommonsMath implements Algebra<DerivativeStructure> {
    @Override
    public List<DerivativeStructure> variables(double... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new DerivativeStructure(numbers.length, 1, i, numbers[i]))
                .toList();
    }

    @Override
    public double value(DerivativeStructure a) {
        return a.getValue();
    }

    @Override
    public DerivativeStructure add(DerivativeStructure a, DerivativeStructure b) {
        return a.add(b);
    }

    @Override
    public DerivativeStructure add(DerivativeStructure a, double b) {
        return a.add(b);
    }

    @Override
    public DerivativeStructure subtract(DerivativeStructure a, DerivativeStructure b) {
        return a.subtract(b);
    }

    @Override
    public DerivativeStructure multiply(DerivativeStructure a, DerivativeStructure b) {
        return a.multiply(b);
    }

    @Override
    public DerivativeStructure multiply(DerivativeStructure a, double b) {
        return a.multiply(b);
    }

    @Override
    public DerivativeStructure divide(DerivativeStructure a, DerivativeStructure b) {
        return a.divide(b);
    }

    @Override
    public DerivativeStructure exp(DerivativeStructure a) {
        return a.exp();
    }

    @Override
    public DerivativeStructure log(DerivativeStructure a) {
        return a.log();
    }

    @Override
    public DerivativeStructure sqrt(DerivativeStructure a) {
        return a.sqrt();
    }

    @Override
    public DerivativeStructure sin(DerivativeStructure a) {
        return a.sin();
    }

    @Override
    public DerivativeStructure cos(DerivativeStructure a) {
        return a.cos();
    }

    @Override
    public DerivativeStructure erfc(DerivativeStructure a) {
        throw new UnsupportedOperationException("Commons Math has no normal distribution of a DerivativeStructure");
    }

    @Override
    public double[] gradient(DerivativeStructure result, List<DerivativeStructure> variables) {
        double[] all = result.getAllDerivatives(); // the value first
        return Arrays.copyOfRange(all, 1, all.length);
    }
}
