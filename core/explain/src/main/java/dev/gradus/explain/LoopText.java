package dev.gradus.explain;

import java.util.List;

/**
 * A loop or an equation to solve, with the variables of its code.
 *
 * @param name the variable of the whole
 * @param step the variable of a step
 * @param index the variable of the step's number
 * @param carries the values that are passed from step to step
 * @param elements the elements that a step reads from the sequences
 * @param body the statements of a step
 * @param outputs the values that each step produces
 */
record LoopText(
        String name,
        String step,
        String index,
        List<Carry> carries,
        List<Element> elements,
        List<String> body,
        List<Output> outputs) {

    /**
     * A value passed from step to step.
     *
     * @param variable the variable in a step
     * @param start the code of the initial value
     * @param next the code of the value for the next step
     */
    record Carry(String variable, String start, String next) {}

    /**
     * An element of a sequence.
     *
     * @param variable the variable in a step
     * @param sequence the code of the sequence
     */
    record Element(String variable, String sequence) {}

    /**
     * An output.
     *
     * @param name the variable of the outputs of all steps
     * @param value the code of one step's output
     * @param shape the sizes of all outputs together
     */
    record Output(String name, String value, String shape) {}
}
