import type { BuiltInPrompt } from '#llm/index';

/** What a picture model is told, unless a workspace made another version active. */
export const HERO_PROMPT: BuiltInPrompt = {
  name: 'hero_scene',
  useCase: 'hero_image',
  inputs: {
    product: 'what the product is, in words',
    message: 'what the campaign says',
    occasion: 'the occasion of the campaign, if there is one',
    style: 'how pictures of the brand look',
    colours: 'colours of the brand',
    never: 'what must not be in the picture',
    shape: 'the shape and where the calm side is',
  },
  system: 'You paint backgrounds for advertisements. Type, logo and product are set on top afterwards.',
  user: `A photographic background scene for an advertisement of {{product}}. The product itself is not in it: leave a free, well-lit surface where it will stand.
Thought: {{message}} {{occasion}}
Style: {{style}}. Colours lean to {{colours}}.
Composition: {{shape}}
Never: any text, letters, numbers, logos, watermarks or frames; {{never}}.`,
};

/** What a model with eyes is asked about a scene. */
export const LOOK_PROMPT: BuiltInPrompt = {
  name: 'hero_look',
  useCase: 'judge',
  inputs: { never: 'what must not be in the picture' },
  system: 'You look at a picture and say only what is plainly visible in it.',
  user: `Which of these does the picture show? Name only those that are plainly visible, in the words of the list; none is a good answer.
{{never}}`,
};
