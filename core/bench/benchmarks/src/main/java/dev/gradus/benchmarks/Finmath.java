package dev.gradus.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.finmath.montecarlo.automaticdifferentiation.RandomVariableDifferentiable;
import net.finmath.montecarlo.automaticdifferentiation.backward.RandomVariableDifferentiableAADFactory;
import net.finmath.stochastic.RandomVariable;

/** Reverse mode over random variables, which hold one number each here. */
final class Finmath implements Algebra<RandomVariable> {
    private final RandomVariableDifferentiableAADFactory factory = new RandomVariableDifferentiableAADFactory();

    @Override
    public List<RandomVariable> variables(double... numbers) {
        return Arrays.stream(numbers)
                .<RandomVariable>mapToObj(factory::createRandomVariable)
                .toList();
    }

    @Override
    public double value(RandomVariable a) {
        return a.doubleValue();
    }

    @Override
    public RandomVariable add(RandomVariable a, RandomVariable b) {
        return a.add(b);
    }

    @Override
    public RandomVariable add(RandomVariable a, double b) {
        return a.add(b);
    }

    @Override
    public RandomVariable subtract(RandomVariable a, RandomVariable b) {
        return a.sub(b);
    }

    @Override
    public RandomVariable multiply(RandomVariable a, RandomVariable b) {
        return a.mult(b);
    }

    @Override
    public RandomVariable multiply(RandomVariable a, double b) {
        return a.mult(b);
    }

    @Override
    public RandomVariable divide(RandomVariable a, RandomVariable b) {
        return a.div(b);
    }

    @Override
    public RandomVariable exp(RandomVariable a) {
        return a.exp();
    }

    @Override
    public RandomVariable log(RandomVariable a) {
        return a.log();
    }

    @Override
    public RandomVariable sqrt(RandomVariable a) {
        return a.sqrt();
    }

    @Override
    public RandomVariable sin(RandomVariable a) {
        return a.sin();
    }

    @Override
    public RandomVariable cos(RandomVariable a) {
        return a.cos();
    }

    @Override
    public RandomVariable erfc(RandomVariable a) {
        throw new UnsupportedOperationException("finmath has no normal distribution of a random variable");
    }

    @Override
    public double[] gradient(RandomVariable result, List<RandomVariable> variables) {
        Map<Long, RandomVariable> gradient = ((RandomVariableDifferentiable) result).getGradient();
        return variables.stream()
                .map(variable -> gradient.get(((RandomVariableDifferentiable) variable).getID()))
                .mapToDouble(RandomVariable::doubleValue)
                .toArray();
    }
}
