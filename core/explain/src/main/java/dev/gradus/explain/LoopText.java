package dev.gradus.explain;

import java.util.List;

/**
 * A loop, or an equation that is solved, with the variables that its code has.
 *
 * @param name the variable of the whole
 * @param step the variable of a step
 * @param index the variable of its number
 * @param carries what is handed from step to step
 * @param elements what a step takes of each sequence
 * @param body the statements of a step
 * @param outputs what each step leaves
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
     * @param variable in a step
     * @param start the code of its start
     * @param next the code of what is handed on
     */
    record Carry(String variable, String start, String next) {}

    /**
     * @param variable in a step
     * @param sequence the code of the whole
     */
    record Element(String variable, String sequence) {}

    /**
     * @param name of all steps' together
     * @param value the code of one step's
     * @param shape the sizes of all
     */
    record Output(String name, String value, String shape) {}
}
