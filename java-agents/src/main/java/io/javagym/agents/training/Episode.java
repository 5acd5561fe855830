package io.javagym.agents.training;

import java.util.Map;

/**
 * An episode that has ended.
 *
 * @param index which one, from 0
 * @param totalSteps steps since training began, this episode's included
 * @param episodeReturn the sum of its rewards, without discount
 * @param length its steps
 * @param metrics what the agent measured in it, by name
 */
public record Episode(
    long index, long totalSteps, double episodeReturn, int length, Map<String, Double> metrics) {}
