package dev.gradus.explain;

import dev.gradus.explain.Equation.Line;

/**
 * How one element of a result came about.
 *
 * @param symbols its sum written out in symbols: {@code ∂J/∂W₁₁ = x₁₁ · ∂J/∂z₁₁ + …}
 * @param numbers the same with the numbers, rounded for the eye
 * @param value the element itself
 */
public record ElementEquation(Line symbols, Line numbers, double value) {
    /** Symbols over numbers. */
    @Override
    public String toString() {
        return symbols.text() + "\n" + numbers.text();
    }
}
